;Our own Thai for the pages that the installer shows; what is missing here comes from NSIS in English.

!insertmacro LANGFILE "Thai" = "ไทย" "Thai"

!ifdef MUI_WELCOMEPAGE
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TITLE "ติดตั้งโปรแกรมแผนพัฒนาท้องถิ่น"
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TEXT "โปรแกรมนี้ใช้จัดทำ ตรวจ และพิมพ์ แผนพัฒนาท้องถิ่นห้าปี ของ อบต. และเทศบาล โดยไม่ต้องต่ออินเทอร์เน็ต$\r$\n$\r$\nไม่ต้องใช้สิทธิ์ผู้ดูแลเครื่อง ถ้าเครื่องนี้มีโปรแกรมอยู่แล้ว จะเปลี่ยนเป็นรุ่นนี้ โดยแฟ้มแผน แฟ้มสำรอง และการตั้งค่า ยังอยู่ครบ$\r$\n$\r$\nกดปุ่มถัดไปเพื่อเริ่ม"
!endif

!ifdef MUI_DIRECTORYPAGE
  ${LangFileString} MUI_TEXT_DIRECTORY_TITLE "โฟลเดอร์ของโปรแกรม"
  ${LangFileString} MUI_TEXT_DIRECTORY_SUBTITLE "ส่วนใหญ่ไม่ต้องเปลี่ยน กดปุ่มติดตั้งได้ทันที"
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "กำลังติดตั้ง"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "กรุณารอสักครู่ อย่าถอดสื่อบันทึกจนกว่าจะเสร็จ"
  ${LangFileString} MUI_TEXT_FINISH_TITLE "ติดตั้งเสร็จแล้ว"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "โปรแกรมพร้อมใช้งาน"
  ${LangFileString} MUI_TEXT_ABORT_TITLE "ยังติดตั้งไม่เสร็จ"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "การติดตั้งหยุดก่อนเสร็จ กรุณาเปิดแฟ้มติดตั้งอีกครั้ง"
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "กำลังถอนการติดตั้ง"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "กรุณารอสักครู่"
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "ถอนการติดตั้งเสร็จแล้ว"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "แฟ้มแผน แฟ้มสำรอง และการตั้งค่าของท่านยังอยู่ครบ"
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "ยังถอนการติดตั้งไม่เสร็จ"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "การถอนการติดตั้งหยุดก่อนเสร็จ"
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "ติดตั้งเสร็จแล้ว"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "เปิดโปรแกรมได้จากทางลัดบนหน้าจอหรือเมนูเริ่ม และเปิดแผนได้โดยดับเบิลคลิกแฟ้ม .kkplan$\r$\n$\r$\nกดปุ่มเสร็จสิ้นเพื่อปิดหน้าต่างนี้"
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "ต้องเปิดเครื่องใหม่จึงจะติดตั้งเสร็จ จะเปิดเครื่องใหม่เดี๋ยวนี้หรือไม่"
!endif

!ifdef MUI_FINISHPAGE | MUI_UNFINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "เปิดเครื่องใหม่เดี๋ยวนี้"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "เปิดเครื่องใหม่ภายหลัง"
  ${LangFileString} MUI_TEXT_FINISH_RUN "เปิดโปรแกรมเดี๋ยวนี้"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "อ่านคำแนะนำ"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "เ&สร็จสิ้น"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "ถอนการติดตั้งโปรแกรมแผนพัฒนาท้องถิ่น"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "เอาเฉพาะโปรแกรมออก แฟ้มของท่านยังอยู่ครบ"
!endif

!ifdef MUI_ABORTWARNING
  ${LangFileString} MUI_TEXT_ABORTWARNING "ยังติดตั้งไม่เสร็จ ต้องการหยุดใช่หรือไม่"
!endif
