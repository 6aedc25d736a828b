/** Returns the subject. Replace this first function of the package. */
export function queue(subject: string): string {
  return subject;
}
