/** The names of months and weekdays in a language. Case, accents and a point after a name do not matter. */
export interface DateLanguage {
  /** Twelve months from January on: the names of each, the name in full first, the usual short one second. */
  readonly months: readonly (readonly string[])[];
  /** Seven weekdays from Monday on, likewise. */
  readonly weekdays?: readonly (readonly string[])[] | undefined;
}

const namesOf = (texts: string): readonly (readonly string[])[] =>
  texts.split(',').map((names) => names.trim().split(' '));

/** The languages that are built in, by their code of ISO 639. */
export const dateLanguages = {
  en: {
    months: namesOf(
      'January Jan, February Feb, March Mar, April Apr, May, June Jun, July Jul, August Aug, September Sep Sept, October Oct, November Nov, December Dec',
    ),
    weekdays: namesOf(
      'Monday Mon, Tuesday Tue Tues, Wednesday Wed, Thursday Thu Thur Thurs, Friday Fri, Saturday Sat, Sunday Sun',
    ),
  },
  de: {
    months: namesOf(
      'Januar Jan Jänner Jän Jaenner, Februar Feb Febr Feber, März Mär Mrz Maerz, April Apr, Mai, Juni Jun, Juli Jul, August Aug, September Sep Sept, Oktober Okt, November Nov, Dezember Dez',
    ),
    weekdays: namesOf(
      'Montag Mo, Dienstag Di, Mittwoch Mi, Donnerstag Do, Freitag Fr, Samstag Sa Sonnabend, Sonntag So',
    ),
  },
  fr: {
    months: namesOf(
      'janvier janv jan, février févr fév, mars, avril avr, mai, juin, juillet juil, août, septembre sept sep, octobre oct, novembre nov, décembre déc',
    ),
    weekdays: namesOf(
      'lundi lun, mardi mar, mercredi mer, jeudi jeu, vendredi ven, samedi sam, dimanche dim',
    ),
  },
  es: {
    months: namesOf(
      'enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre sep sept setiembre set, octubre oct, noviembre nov, diciembre dic',
    ),
    weekdays: namesOf(
      'lunes lun, martes mar, miércoles mié, jueves jue, viernes vie, sábado sáb, domingo dom',
    ),
  },
  zh: {
    months: ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map(
      (numeral, index) => [`${numeral}月`, `${index + 1}月`],
    ),
    weekdays: [['一'], ['二'], ['三'], ['四'], ['五'], ['六'], ['日', '天']].map((numerals) =>
      ['星期', '周', '週', '礼拜', '禮拜'].flatMap((word) =>
        numerals.map((numeral) => word + numeral),
      ),
    ),
  },
} as const satisfies Readonly<Record<string, DateLanguage>>;

/** The code of a language that is built in. */
export type DateLanguageCode = keyof typeof dateLanguages;
