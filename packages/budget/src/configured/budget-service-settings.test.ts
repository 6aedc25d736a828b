import { expect, it } from 'vitest';
import { missingSettings } from './budget-service-settings.js';

const smtpUrl = 'smtp://mail.example.com';
const litellmUrl = 'https://llm.example.com';
const key = 'k'.repeat(32);

it.each([
  [{}, []],
  [{ smtpUrl, budgetMailFrom: 'a@example.com' }, []],
  [{ smtpUrl }, ['SMTP_URL needs BUDGET_MAIL_FROM']],
  [{ litellmUrl, litellmMasterKey: key, budgetKeySecrets: [key] }, []],
  [{ litellmUrl }, ['LITELLM_URL needs LITELLM_MASTER_KEY', 'LITELLM_URL needs BUDGET_KEY_SECRET']],
  [{ litellmMasterKey: key }, ['LITELLM_MASTER_KEY needs LITELLM_URL']],
  [{ budgetKeySecrets: [key], redisUrl: 'redis://cache' }, []],
])('%j lacks %j', (settings, missing) => {
  const found = missingSettings(settings);
  expect(found.map((text) => text.split(',')[0])).toEqual(missing);
  expect(found.join()).not.toContain(key);
});
