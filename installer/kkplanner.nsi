; The installer: for one user, without admin rights, Thai (English with /LANG=en), silent with /S.
; makensis -DVERSION= -DSTAGE= -DHERE= -DOUT= -DSIZE_KB= [-DFAST] kkplanner.nsi; steps/nsis.py does it.
; Exit codes: 11 not 64-bit, 12 Windows too old, 13 the program is running.

Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!define OLDEST_BUILD 17763 ; Windows 10 1809: Qt's floor
!define PROGRAM "kkplanner"
!define FILE_TYPE "kkplanner.plan"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PROGRAM}"

!include MUI2.nsh
!include x64.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include FileFunc.nsh

Name "$(APP_NAME)"
BrandingText "${PROGRAM} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${PROGRAM}"
InstallDirRegKey HKCU "Software\${PROGRAM}" "InstallDir"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${HERE}/icons/kkplanner.ico"
!define MUI_UNICON "${HERE}/icons/kkplanner.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${HERE}/icons/welcome.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\kkplanner.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE KeepApart
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${HERE}/language" "Thai"
!insertmacro MUI_LANGUAGE "English"
!include "${HERE}/strings.th.nsh"
!include "${HERE}/strings.en.nsh"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro VersionOf LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${PROGRAM}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "Apache-2.0"
!macroend
!insertmacro VersionOf ${LANG_THAI} "ติดตั้งโปรแกรมแผนพัฒนาท้องถิ่น"
!insertmacro VersionOf ${LANG_ENGLISH} "Setup of kkplanner"

!macro Refuse TEXT CODE
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; The language is not asked for: Thai, and for an administrator who wants it, English.
!macro ChooseLanguage
  StrCpy $LANGUAGE ${LANG_THAI}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LANG=" $1
  ${IfNot} ${Errors}
  ${AndIf} $1 == "en"
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
!macroend

; A program in use cannot be opened for writing.
!macro RefuseWhileRunning EXE
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${EXE}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${ExitDo}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_RUNNING)" /SD IDCANCEL IDCANCEL`
        SetErrorLevel 13
        Quit
      ${EndIf}
    ${Loop}
  ${EndIf}
!macroend

; Only folders that are ours by name; what else lies beside them is the user's.
!macro RemoveProgram
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\kkplanner.exe"
  Delete "$INSTDIR\kkplanner-cli.exe"
  Delete "$INSTDIR\kkplanner.ico"
  Delete "$INSTDIR\plan.ico"
!macroend

!macro RemoveShortcuts LANGUAGE
  StrCpy $LANGUAGE ${LANGUAGE}
  Delete "$SMPROGRAMS\$(APP_NAME).lnk"
  Delete "$DESKTOP\$(APP_NAME).lnk"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
!macroend

; A folder that holds other things gets a folder of ours inside, so that nothing of the user's is ever replaced.
Function KeepApart
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\kkplanner.exe"
    ${DirState} "$INSTDIR" $0
    ${If} $0 == 1
      StrCpy $INSTDIR "$INSTDIR\${PROGRAM}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onInit
  !insertmacro ChooseLanguage
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "$(NEEDS_64_BIT)" 11
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "$(NEEDS_WINDOWS_10)" 12
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse "$(NEEDS_WINDOWS_10)" 12
  ${EndIf}
  SetRegView 64
  ${If} ${Silent}
    Call KeepApart
  ${EndIf}
FunctionEnd

Section "-program"
  !insertmacro RefuseWhileRunning "kkplanner.exe"
  !insertmacro RefuseWhileRunning "kkplanner-cli.exe"
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\$(APP_NAME).lnk" "$INSTDIR\kkplanner.exe" "" "$INSTDIR\kkplanner.ico"
  CreateShortCut "$DESKTOP\$(APP_NAME).lnk" "$INSTDIR\kkplanner.exe" "" "$INSTDIR\kkplanner.ico"
  WriteRegStr HKCU "Software\${PROGRAM}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.kkplan" "" "${FILE_TYPE}"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}" "" "$(PLAN_FILE)"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\DefaultIcon" "" "$INSTDIR\plan.ico"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\kkplanner.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "$(APP_NAME)"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\kkplanner.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "kkplanner maintainers"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  !insertmacro TellExplorer
SectionEnd

Function un.onInit
  !insertmacro ChooseLanguage
  SetRegView 64
FunctionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning "kkplanner.exe"
  !insertmacro RefuseWhileRunning "kkplanner-cli.exe"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; Both names: the language may have been another one at the installation.
  !insertmacro RemoveShortcuts ${LANG_ENGLISH}
  !insertmacro RemoveShortcuts ${LANG_THAI}
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${PROGRAM}"
  DeleteRegKey HKCU "Software\Classes\${FILE_TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.kkplan" ""
  ${If} $0 == "${FILE_TYPE}"
    DeleteRegKey HKCU "Software\Classes\.kkplan"
  ${EndIf}
  !insertmacro TellExplorer
SectionEnd
