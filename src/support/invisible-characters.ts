/**
 * Characters that show nothing, or nothing that all readers see alike, as the inside of a character class for a regular
 * expression with the flag `u`: default ignorable code points (soft hyphen, zero-width characters, variation selectors, tag
 * characters, Hangul fillers, Mongolian vowel separator, combining grapheme joiner, invisible operators), private use,
 * interlinear annotation, the blank Braille pattern, the Khitan filler, the musical null notehead and Egyptian format controls.
 */
export const invisibleCharacters =
  "\\p{Default_Ignorable_Code_Point}\\p{Private_Use}\\u2800\\ufff9-\\ufffb\\u{13430}-\\u{1343f}\\u{16fe4}\\u{1d159}";
