"""What stands around an Arabic report: on a web page (none of it belongs to the report)."""

from __future__ import annotations

DIRECTION = "rtl"
LOCALE = "ar_SY"
# The lam-alef of most Arabic fonts is one glyph for two letters, and PDFium reads such a glyph's letters in the wrong
# order; Amiri draws two glyphs.
PRINT_FONT = "Amiri"

SITE = "البئر المشتركة"
SLOGAN = "تقارير عن بناء السلم المحلي"
MENU = ("الرئيسية", "تقارير", "ورشات", "مدن وبلدات", "من نحن", "اتصل بنا")
SKIP = "انتقل إلى المحتوى الرئيسي"
SEARCH = "ابحث في الموقع"
SHARE = ("شارك", "اطبع", "أرسل بالبريد")
PUBLISHED = "نُشر في"
RELATED = "تقارير ذات صلة"
LINKS = (
    "شارع السوق في حماة يعود إلى الحياة",
    "خمسة أسئلة عن حافلات المدارس في إربد",
    "ما تركه النهر خلفه: صور من الرقة",
)
NEWSLETTER = "اشترك في رسالتنا الشهرية، ويمكنك إلغاء الاشتراك متى شئت."
COOKIES = "نستخدم ملفات تعريف الارتباط لعدّ الزيارات، ولا ننقل أي بيانات عنك إلى أحد."
ACCEPT = "موافق"
FOOTER = "البئر المشتركة موقع متخيَّل. يجوز نسخ النصوص بموجب رخصة CC BY 4.0."
PAGE = "صفحة"
