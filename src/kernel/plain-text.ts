/** Signs that are not of a text: controls, halves of characters, and those that turn the order of reading. */
export const NOT_TEXT = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu
