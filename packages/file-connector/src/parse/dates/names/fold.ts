const foreign = /[\u0080-\uffff]/;
const accents = /[\u0300-\u036f]/g;

/**
 * Returns a text in small letters without accents, so that a name has one form. The `ı` of Turkish is an
 * `i`, as its capital is `I`.
 */
export function fold(text: string): string {
  if (!foreign.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(accents, '').toLowerCase().replaceAll('ı', 'i');
}
