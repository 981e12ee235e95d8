; What the installer itself says, in Thai.
LangString APP_NAME ${LANG_THAI} "แผนพัฒนาท้องถิ่น (kkplanner)"
LangString PLAN_FILE ${LANG_THAI} "แฟ้มแผนพัฒนาท้องถิ่น"
LangString NEEDS_64_BIT ${LANG_THAI} "เครื่องนี้ใช้ Windows แบบ 32 บิต แต่โปรแกรมต้องใช้ Windows 10 หรือ 11 แบบ 64 บิต จึงยังไม่ได้ติดตั้ง$\r$\n$\r$\nกรุณาใช้เครื่องอื่น หรือกรอกแบบในแฟ้ม Excel แล้วนำเข้าจากเครื่องที่มีโปรแกรม"
LangString NEEDS_WINDOWS_10 ${LANG_THAI} "Windows ของเครื่องนี้เก่าเกินไป โปรแกรมต้องใช้ Windows 10 รุ่น 1809 (ปี 2561) ขึ้นไป หรือ Windows 11 จึงยังไม่ได้ติดตั้ง$\r$\n$\r$\nกรุณาให้ผู้ดูแลเครื่องปรับรุ่น Windows ก่อน หรือใช้เครื่องอื่น"
LangString IS_RUNNING ${LANG_THAI} "โปรแกรมกำลังเปิดอยู่ จึงยังไม่ได้เปลี่ยนแปลงอะไร$\r$\n$\r$\nกรุณาปิดหน้าต่างโปรแกรมแผนพัฒนาท้องถิ่นทุกหน้าต่าง แล้วกดลองใหม่ (Retry)"
