/* eslint n/no-process-env: off -- it runs inside the job, before it */
/** Loaded before the job: throws outside of any await when the job reports that it loads. */
const write = process.stdout.write.bind(process.stdout);
let isThrown = false;
process.stdout.write = (text, ...others) => {
  if (!isThrown && String(text).includes('pipeline.started')) {
    isThrown = true;
    setImmediate(() => {
      throw new Error(`stray ${process.env.STRAY_VALUE}`);
    });
  }
  return write(text, ...others);
};
