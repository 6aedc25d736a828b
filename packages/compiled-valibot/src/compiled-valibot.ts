/** Returns the subject. Replace this first function of the package. */
export function compiledValibot(subject: string): string {
  return subject;
}
