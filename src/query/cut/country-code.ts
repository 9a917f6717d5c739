/** Which part of a telephone number says nothing? The country code: documents have it or not. */

/** The code 86 before a Chinese mobile number, in one run or in groups. */
const countryCode = /(?:\(?(?:\+|\b00)86\)?|\b86)[\s-]?(?=1\d{10}\b|1\d{2}[\s-]\d{4}[\s-]\d{4}\b)/g;

/** Replaces the country code of mobile numbers by spaces, so that all offsets stay. */
export function blankCountryCodes(text: string): string {
  return text.includes('86') ? text.replace(countryCode, code => ' '.repeat(code.length)) : text;
}
