const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const units = ['day', 'hour', 'kilometer', 'liter', 'percent', 'year', 'month', 'minute', 'meter'];

/** Returns the platform's names of countries, languages, currencies, months, days and units. */
export function platformNames(language: string): string[] {
  const names: string[] = [];
  const pairs = letters.flatMap((one) => letters.map((two) => one + two));
  const region = namesOf(language, 'region');
  const tongue = namesOf(language, 'language');
  const currency = namesOf(language, 'currency');
  for (const code of pairs) {
    names.push(...region(code), ...region(code), ...tongue(code.toLowerCase()));
    for (const third of letters) names.push(...currency(code + third));
  }
  for (let month = 0; month < 12; month += 1) {
    const day = new Date(2020, month, 5);
    for (const form of ['long', 'short'] as const) {
      names.push(new Intl.DateTimeFormat(language, { month: form }).format(day));
      names.push(new Intl.DateTimeFormat(language, { month: form, day: 'numeric' }).format(day));
    }
  }
  for (let day = 1; day < 8; day += 1) {
    names.push(
      new Intl.DateTimeFormat(language, { weekday: 'long' }).format(new Date(2020, 2, day)),
    );
  }
  for (const unit of units) {
    const form = { style: 'unit', unit, unitDisplay: 'long' } as const;
    names.push(new Intl.NumberFormat(language, form).format(5));
  }
  return names
    .flatMap((name) => forLegacyEncodings(language, name).split(/[\s()\d]+/))
    .filter((word) => word !== '');
}

function namesOf(
  language: string,
  type: 'region' | 'language' | 'currency',
): (code: string) => string[] {
  const names = new Intl.DisplayNames(language, { type, fallback: 'none' });
  return (code) => {
    try {
      const name = names.of(code);
      return name === undefined ? [] : [name];
    } catch {
      return []; // not a code
    }
  };
}

/** The letters that the encodings of a language contain instead of newer ones. */
function forLegacyEncodings(language: string, name: string): string {
  const text = name.normalize('NFC');
  if (language === 'ro') {
    return text.replaceAll('ș', 'ş').replaceAll('ț', 'ţ').replaceAll('Ș', 'Ş').replaceAll('Ț', 'Ţ');
  }
  return ['fa', 'ur'].includes(language) ? text.replaceAll('ی', 'ي').replaceAll('ۀ', 'ه') : text;
}
