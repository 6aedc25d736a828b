import type { pseudoRandom } from '../pseudo-random.js';
import { idColumn, quoted, type Shape, type ShapeColumn } from './shape.js';

const phrases = {
  chinese: ['上海浦东新区张江路', '订单已送达', '客户要求退货', '北京市朝阳区', '无备注'],
  arabic: ['تم التسليم في الموعد', 'شارع الملك فهد', 'طلب العميل الإرجاع', 'لا ملاحظات', 'القاهرة'],
  emoji: ['👍 delivered', '📦📦 two parcels', '👩‍👩‍👧 family', '🇨🇳 🇪🇬', 'ok ✅'],
};

const phraseColumn = (name: keyof typeof phrases): ShapeColumn => ({
  name,
  type: 'text not null',
  kind: 'text',
  cell: (random) => `${phrases[name][random(5)] ?? ''} ${random(10_000)}`,
});

/** Chinese, Arabic and emoji in three of five columns. */
export const unicodeShape: Shape = {
  name: 'unicode',
  share: 1 / 2,
  columns: [
    idColumn,
    phraseColumn('chinese'),
    phraseColumn('arabic'),
    phraseColumn('emoji'),
    {
      name: 'amount',
      type: 'numeric(18,4) not null',
      kind: 'decimal',
      cell: (random) => `${random(100_000)}.${1000 + random(9000)}`,
    },
  ],
};

const sentences = [
  'The parcel was handed over at the gate, and the customer was informed by telephone. ',
  'A second attempt was made on the next working day. ',
  'The label said "fragile"; nothing was broken. ',
  'Returned to the sender, unopened, with all papers. ',
];

function longText(random: ReturnType<typeof pseudoRandom>): string {
  let text = '';
  while (text.length < 2_000) text += sentences[random(4)] ?? '';
  return quoted(`${text}${random(1_000_000)}`);
}

/** Two columns, one of texts of 2 kB. */
export const longShape: Shape = {
  name: 'long',
  share: 1 / 20,
  columns: [idColumn, { name: 'body', type: 'text not null', kind: 'text', cell: longText }],
};
