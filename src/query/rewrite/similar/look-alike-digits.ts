/** How numbers are written in the table of look-alikes: one printable character each for small ones, two for others. */

/** The digits: printable ASCII from # on without the apostrophe, the backslash and the backquote. */
export const lookAlikeDigits =
  '#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~';

/** Numbers below this are one digit. A greater one is two: this one and more by 1 for every `lookAlikeDigits.length`. */
export const shortDigits = 29;
