import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();
const markup = '<img src=x onerror="document.title=\'attacked\'"><script>alert(1)</script>';

beforeAll(async () => {
  await recordRun(used.database, 'exec_markup', {
    ...{ job_name: markup, pipeline_name: markup, target: markup, requested_by: markup },
    ...{ input_file_path: markup, status: 'failed', completed_at: '2026-02-03', attempts: 1 },
    ...{ error_code: 'CHECK_FAILED', error_message: `[CHECK_FAILED] ${markup}`, host: markup },
    ...{ request: JSON.stringify({ params: { [markup]: markup } }), rows_input: 1, rows_failed: 1 },
  });
  await used.database.query(
    `insert into public.run_events (execution_id, sequence, occurred_at, level, event, step_name, payload)
     values ('exec_markup', 1, now(), 'error', $1::text, $1::text, json_build_object($1::text, $1::text))`,
    [markup],
  );
  await used.database.query(
    `insert into public.run_steps (execution_id, attempt, ordinal, step_name, kind, started_at, rows_in, rows_out, rows_rejected, rows_filtered, warnings)
     values ('exec_markup', 1, 1, $1::text, 'row_transform', now(), 1, 0, 1, 0, 0)`,
    [markup],
  );
  await used.database.query(
    `insert into public.rejected_rows (execution_id, step_name, field, code, message, input)
     values ('exec_markup', $1::text, $1::text, $1::text, $1::text, json_build_object($1::text, $1::text))`,
    [markup],
  );
});

/** Nothing of the markup is an element, and none of it has run. */
async function expectText(page: Page): Promise<void> {
  expect(await page.locator('img, body script').count()).toBe(0);
  expect(await page.title()).not.toBe('attacked');
}

test('W03 markup in name, error, log line and request: it stays text, and breaks no policy', async () => {
  const page = await used.open('/runs/exec_markup');
  const line = page.locator('.log-line');
  await line.getByText(markup).first().waitFor();
  await line.click();
  await page.locator('.log-open__text').getByText('onerror').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(markup);
  expect(await page.locator('.notice--danger').textContent()).toContain(markup);
  expect(await page.locator('.json-text').textContent()).toContain('<script>');
  await expectText(page);
});

test('W03 markup in the cells of a rejected row: it stays text, and breaks no policy', async () => {
  const page = await used.open('/runs/exec_markup/rejects', { as: 'data' });
  const row = page.locator('.reject-row__head').first();
  await row.click();
  const record = page.locator('.record-table');
  await record.waitFor();
  expect(await record.textContent()).toContain(markup);
  await expectText(page);
});
