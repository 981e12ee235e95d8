"""Parts of the page of ประเด็น and แนวทาง."""
