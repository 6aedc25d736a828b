/** What cells look like that numbers are made of, and yet may be none. */
const forms = {
  /** An id such as `00501`, whose zeros a number loses. */
  paddedId: /^\D*0\d/,
  /** An address or a version such as `192.168.100.200`. */
  address: /^\d{1,3}(?:\.\d{1,3}){3}$/,
  /** A telephone number such as `+49 301 234 567`. */
  telephone: /^\+\d[\d ]{7,}$/,
  /** A part number such as `12E4`. */
  partNumber: /^\d+[eE]\d+$/,
} as const;

/** Returns whether a cell may be no number, although its digits and marks are those of one. */
export function mayBeNoNumber(cell: string): boolean {
  return Object.values(forms).some((form) => form.test(cell));
}
