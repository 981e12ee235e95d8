"""Small tables of records (villages, agencies, prices, needs): the same few lines for each."""
