/* eslint n/no-process-env: off -- it runs inside the job, before it */
/** Loaded before the job: shifts the wall clock when the job reports that it loads. */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const RealDate = Date;
let isShifted = process.env.CLOCK_SHIFTED_FROM_START === 'yes';
const now = () => RealDate.now() + (isShifted ? shiftMs : 0);
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }
  static now() {
    return now();
  }
};
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...others) => {
  if (String(text).includes('pipeline.started')) isShifted = true;
  return write(text, ...others);
};
