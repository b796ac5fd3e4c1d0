/* Texts that somebody types, pastes or sends to see what happens. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fits into a field of some letters, and belongs to somebody. */
static const char *const ct_hostile_texts[] = {
  "'; DROP TABLE patient; --",
  "\" OR 1=1 --",
  "$1 $2 ?1 :a @b",
  "<b>Ana</b> & <i>Co",
  "&lt;&amp;&#0;&unknown;",
  "<span foreground='white'>",
  "%s%n%d%p%%",
  "=cmd|' /C calc'!A0",
  "+1+1", "-2", "@SUM(A1)",
  "{{7*7}}${7*7}",
  "../../etc/passwd",
  "\\0\\n\\x00",
  "null", "NaN", "-1", "1e999",
  "\xe2\x80\xaeseyeR",                               /* turned around: looks like Reyes */
  "\xe2\x81\xa7Reyes\xe2\x80\xaa",                   /* begins what it does not end */
  "Re\xe2\x80\x8byes\xef\xbb\xbf\xe2\x81\xa0",       /* zero-width characters */
  "שלום, عالم",
  "👩🏽‍⚕️🏳️‍🌈🇺🇸",
  "Z\xcd\xa7\xcc\x91\xcc\x93\xcc\xa4\xcd\x94\xcc\xb5\xcd\x94\xcd\x87\xcd\x93\xcd\x88\xcc\xbc\xcc\xa6", /* a flood of marks */
  "İıŞşß ﬁ Ⅷ ½",
  "\xf0\x90\x8d\x88\xf0\x9f\xa4\xb7\xf3\xa0\x81\x81", /* beyond the first plane, and a tag */
  "   x   ",
  "two\nlines",
  "a\ttab",
  "bell\a, escape\x1b[2J, \x01",
  "next\xc2\x85line, \xc2\x9b" "31m",
  "a\rb",
  "line\xe2\x80\xa8separator",
  "broken \xff\xfe",
  "cut short \xe2\x82",
  "overlong \xc0\xaf",
  "surrogate \xed\xa0\x80",
  "not a character \xef\xbf\xbf",
};

/* What is no UTF-8, or has controls in it, is refused; so is what has several lines where there is one. */
static inline gboolean
ct_hostile_is_storable (const char *text, gboolean one_line)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_break = c == '\n' || c == '\t';

      if (is_break ? one_line : g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || c == 0xffff)
        return FALSE;
    }
  return TRUE;
}

/* So long that no field was made for it: 10 MB. */
static inline char *
ct_hostile_flood (void)
{
  return g_strnfill (10 * 1024 * 1024, 'x');
}

G_END_DECLS
