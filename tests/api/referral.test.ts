// From a chat to an acknowledged referral, by the two surfaces' own doors; and the twin in which the
// consent is missing: nothing is sent, nothing is read.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, Staff } from '../lib/hotline';
import { PartnerDesk } from '../lib/partner';

const harborHouse = 101;
let hotline: Hotline;
let maria: Staff;
let harbor: PartnerDesk;

beforeAll(async () => {
  hotline = await Hotline.start();
  maria = await Staff.signIn(hotline, 'maria');
  harbor = await PartnerDesk.signIn(hotline, 'harbor');
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
});

async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer;
  expect({ status, body: status === 200 ? undefined : body }).toEqual({ status: 200, body: undefined });
  return body;
}

let count = 0;
/** A case with one adult in it, of whom we know an alias, a language and a city. */
async function caseWithAPerson(): Promise<{ caseId: number; personId: number }> {
  const key = `case-${++count}`;
  const signal = await ok(maria.ask('POST', '/api/signals', { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'es', danger: false, words: 'w', chosen: {}, idempotency_key: key }));
  const opened = await ok(maria.ask('POST', '/api/cases', { signal_id: signal.id, idempotency_key: key }));
  const person = await ok(maria.ask('POST', `/api/cases/${opened.id}/people`, { role: 'potential_victim', age_band: 'adult' }));
  await ok(
    maria.ask('PUT', `/api/people/${person.id}`, {
      version: person.version,
      role: 'potential_victim',
      age_band: 'adult',
      capacity: 'presumed',
      guardian_is_abuser: 'unknown',
      fields: { alias: 'Rosa Marigold', languages: 'es', need: 'a bed tonight', location_city: 'Quietville' },
      safe_contact: person.safe_contact,
    }),
  );
  return { caseId: opened.id, personId: person.id };
}

async function consentTo(caseId: number, personId: number, fields: string[]): Promise<any> {
  const form = await ok(maria.ask('GET', '/api/forms/consent'));
  const purpose = form.purposes.find((one: any) => one.code === 'referral');
  return ok(
    maria.ask('POST', `/api/cases/${caseId}/consents`, {
      person_id: personId,
      given_by: 'self',
      purpose: 'referral',
      recipient_id: harborHouse,
      fields,
      method: 'typed_in_chat',
      language: 'es',
      script_version: purpose.script_version,
      told_risks: true,
      told_not_condition: true,
      duress_suspected: false,
      valid_until: new Date(Date.now() + 3_600_000).toISOString(),
      idempotency_key: `consent-${count}`,
    }),
  );
}

async function draftReferral(caseId: number, personId: number, consentId?: number): Promise<any> {
  return ok(maria.ask('POST', `/api/cases/${caseId}/steps`, { kind: 'referral', person_id: personId, recipient_id: harborHouse, consent_id: consentId, need_code: 'shelter', idempotency_key: `step-${++count}` }));
}

test('what the person agreed to reaches Harbor House, exactly that, until it is taken back', async () => {
  const { caseId, personId } = await caseWithAPerson();
  const consent = await consentTo(caseId, personId, ['alias', 'languages', 'need']);
  const step = await draftReferral(caseId, personId, consent.id);
  const preview = await ok(maria.ask('GET', `/api/steps/${step.id}/preview`));
  expect(preview.lines.map((line: any) => line.field).sort()).toEqual(['alias', 'languages', 'need']);

  const sent = await ok(maria.ask('POST', `/api/steps/${step.id}/sending`, { content_hash: preview.content_hash, idempotency_key: 'send-1' }));
  expect(['sent', 'ready']).toContain(sent.state);
  const page = await harbor.waitForShared();
  expect(page).toContain('Rosa Marigold');
  expect(page).not.toContain('Quietville');

  await harbor.answer('acknowledge');
  const after = await ok(maria.ask('GET', `/api/cases/${caseId}/steps`));
  expect(after[0].acknowledged_at).not.toBeNull();

  await ok(maria.ask('POST', `/api/consents/${consent.id}/withdrawal`, { how: 'said' }));
  expect(await harbor.openAgain()).not.toContain('Rosa Marigold');
});

test('without a consent nothing is sent and the partner sees nothing new', async () => {
  const before = await harbor.inboxCount();
  const { caseId, personId } = await caseWithAPerson();
  const step = await draftReferral(caseId, personId);

  expect(step.need).toBe('consent');
  const preview = await maria.ask('GET', `/api/steps/${step.id}/preview`);
  const sending = await maria.ask('POST', `/api/steps/${step.id}/sending`, { content_hash: '0'.repeat(64), idempotency_key: 'send-2' });

  expect([400, 403, 409]).toContain(preview.status);
  expect([400, 403, 409]).toContain(sending.status);
  expect(await harbor.inboxCount()).toBe(before);
});

test('a consent to one field does not carry another', async () => {
  const { caseId, personId } = await caseWithAPerson();
  const consent = await consentTo(caseId, personId, ['languages']);
  const step = await draftReferral(caseId, personId, consent.id);

  await maria.ask('PUT', `/api/steps/${step.id}`, { version: step.version, recipient_id: harborHouse, consent_id: consent.id, need_code: 'shelter', fields: ['languages', 'alias'] });
  const preview = await maria.ask('GET', `/api/steps/${step.id}/preview`);
  const sending = await maria.ask('POST', `/api/steps/${step.id}/sending`, { content_hash: '0'.repeat(64), idempotency_key: 'send-3' });

  expect(preview.status).toBe(403);
  expect([403, 409]).toContain(sending.status);
  expect(JSON.stringify(preview.body)).not.toContain('Rosa Marigold');
});
