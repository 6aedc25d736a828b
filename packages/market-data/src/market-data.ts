/** Returns the subject. Replace this first function of the package. */
export function marketData(subject: string): string {
  return subject;
}
