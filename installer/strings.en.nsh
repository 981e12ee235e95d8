; What the installer itself says, in English.
LangString APP_NAME ${LANG_ENGLISH} "Local development plan (kkplanner)"
LangString PLAN_FILE ${LANG_ENGLISH} "Local development plan file"
LangString NEEDS_64_BIT ${LANG_ENGLISH} "This computer runs 32-bit Windows; the program needs 64-bit Windows 10 or 11. Nothing was installed.$\r$\n$\r$\nUse another computer, or fill in the Excel forms and import them where the program is."
LangString NEEDS_WINDOWS_10 ${LANG_ENGLISH} "This Windows is too old: the program needs Windows 10 version 1809 or later, or Windows 11. Nothing was installed.$\r$\n$\r$\nUpdate Windows first, or use another computer."
LangString IS_RUNNING ${LANG_ENGLISH} "The program is running, so nothing was changed.$\r$\n$\r$\nClose all its windows, then press Retry."
