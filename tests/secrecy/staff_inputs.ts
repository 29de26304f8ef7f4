// Every way in behind a sign-in: wrong passphrases at both doors, all that staff write at the console,
// and what a partner writes in its portal.

import { expect } from 'vitest';
import { Staff, until, type Hotline } from '../lib/hotline';
import { PartnerDesk } from '../lib/partner';
import type { MarkedWords } from './words';

const harborHouse = 101;
const harborShelter = 201;
const countyUnit = 103;

export async function signInWrongly(hotline: Hotline, words: MarkedWords): Promise<void> {
  const stranger = new Staff(hotline.console);
  for (const name of ['maria', 'nobody']) {
    await stranger.ask('POST', '/api/session', { name, passphrase: words.plant('sign-in: passphrase'), code: '000000' });
    await stranger.ask('POST', '/api/session', { name, passphrase: `quiet ${words.plant('sign-in: long passphrase')} lamp`, code: words.plant('sign-in: code') });
  }
  await stranger.ask('POST', '/api/session', { name: words.plant('sign-in: name'), passphrase: 'x', code: '1' });
  await stranger.ask('POST', '/api/session', { [words.plant('sign-in: unknown field')]: words.plant('sign-in: its value') });
  await stranger.ask('POST', '/api/invites/look', { invite_code: words.plant('invitation code') });
  await stranger.ask('POST', '/api/enrolments', { invite_code: words.plant('enrolment: code'), passphrase: words.plant('enrolment: passphrase'), code: '123456' });
  await PartnerDesk.stranger(hotline).tryToSignIn({ name: 'harbor', passphrase: words.plant('portal: passphrase'), code: words.plant('portal: code') });
  await PartnerDesk.stranger(hotline).tryToSignIn({ name: words.plant('portal: name'), passphrase: 'x', code: '1' });
}

/** What maria and grace write about one person, from a signal by hand to its steps. */
export class Casework {
  caseId = 0;
  personId = 0;
  private keys = 0;

  constructor(
    private readonly maria: Staff,
    private readonly grace: Staff,
    private readonly words: MarkedWords,
  ) {}

  /** `chat` is a conversation with a person that is maria's, in which harbor joins in the end. */
  async all(chat: number, harbor: PartnerDesk): Promise<void> {
    await this.signal();
    await this.conversation(chat);
    await this.person();
    await this.notes();
    await this.safetyPlan();
    await this.assessment();
    await this.exceptions();
    await this.report();
    await this.referral();
    await workAtThePortal(harbor, this.words);
    await this.transfer(chat, harbor);
    await this.refused();
  }

  private key(): string {
    return `planted-${++this.keys}`;
  }
  private plant(field: string): string {
    return this.words.plant(field);
  }
  private async ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
    const { status, body } = await answer;
    expect(status, body?.text).toBe(200);
    return body;
  }
  private ask(method: string, path: string, body?: unknown, who = this.maria): Promise<any> {
    return this.ok(who.ask(method, path, body));
  }

  private async signal(): Promise<void> {
    const signal = await this.ask('POST', '/api/signals', { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'es', danger: false, words: `She said: ${this.plant('signal by hand')}`, chosen: { state: ['TX'] }, idempotency_key: this.key() });
    for (let i = 0; i < 6; i++) await this.ask('POST', `/api/signals/${signal.id}/messages`, { text: `${this.plant(`message of an advocate ${i}`)} then`, idempotency_key: this.key() });
    await this.maria.ask('PUT', `/api/signals/${signal.id}/language`, { language: 'es', interpreter: this.plant('interpreter') });
    await this.maria.ask('PUT', `/api/signals/${signal.id}/language`, { language: this.plant('language') });
    await this.maria.ask('PUT', `/api/signals/${signal.id}/wrap-up`, { chosen: { reason: [this.plant('wrap-up: choice')] }, finished: false });
    await this.maria.ask('PUT', `/api/signals/${signal.id}/wrap-up`, { chosen: { [this.plant('wrap-up: list')]: ['x'] }, finished: false });
    const byHand = { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'es', danger: false, words: 'w', chosen: {} };
    await this.maria.ask('POST', '/api/signals', { ...byHand, language: this.plant('signal by hand: language'), idempotency_key: this.key() });
    await this.maria.ask('POST', '/api/signals', { ...byHand, chosen: { state: [this.plant('signal by hand: choice')] }, idempotency_key: this.key() });
    await this.maria.ask('POST', '/api/signals', { ...byHand, chosen: { [this.plant('signal by hand: list')]: ['x'] }, idempotency_key: this.key() });
  }

  private async conversation(chat: number): Promise<void> {
    const opened = await this.ask('POST', '/api/cases', { signal_id: chat, idempotency_key: this.key() });
    this.caseId = opened.id;
    for (let i = 0; i < 6; i++) await this.ask('POST', `/api/signals/${chat}/messages`, { text: `I hear you. ${this.plant(`chat: answer ${i}`)}`, idempotency_key: this.key() });
    expect((await this.ask('GET', `/api/signals/${chat}`)).messages.length).toBeGreaterThan(40);
  }

  private async person(): Promise<void> {
    const form = await this.ask('GET', '/api/forms/person');
    const person = await this.ask('POST', `/api/cases/${this.caseId}/people`, { role: 'potential_victim', age_band: 'adult' });
    this.personId = person.id;
    const written = form.fields.filter((field: any) => field.choices.length === 0);
    const fields = Object.fromEntries(written.map((field: any) => [field.code, `${this.plant(`person: ${field.code}`)} here`]));
    const safe_contact = { ...person.safe_contact, call: 'yes', number: this.plant('safe contact: number'), address: `${this.plant('safe contact: address')}@example.org`, ask_for: this.plant('safe contact: ask for'), say_as: this.plant('safe contact: say as'), code_word: this.plant('safe contact: code word') };
    const change = { role: 'potential_victim', age_band: 'adult', capacity: 'presumed', guardian_is_abuser: 'unknown' };
    let { version } = person;
    // One field at a time, so that one that is refused does not hold up the others.
    for (const [code, value] of Object.entries(fields)) {
      const saved = await this.maria.ask('PUT', `/api/people/${person.id}`, { version, ...change, fields: { ...person.fields, [code]: value }, safe_contact: person.safe_contact });
      if (saved.status !== 200) continue;
      version = saved.body.version;
      person.fields = saved.body.fields;
    }
    expect(Object.values(person.fields).filter((value: any) => value.includes('here')).length).toBeGreaterThan(10);
    await this.ask('PUT', `/api/people/${person.id}`, { version, ...change, fields: person.fields, safe_contact });
    await this.maria.ask('PUT', `/api/people/${person.id}`, { version: version + 1, ...change, fields: { [this.plant('person: a field that is none')]: 'x' }, safe_contact: { ...safe_contact, time_zone: this.plant('safe contact: time zone') } });
  }

  private async notes(): Promise<void> {
    for (let i = 0; i < 12; i++) await this.ask('POST', `/api/cases/${this.caseId}/notes`, { text: `${i % 2 ? 'a long walk. '.repeat(200) : ''}${this.plant(`note ${i}`)}`, private_to_hotline: i % 3 === 0, idempotency_key: this.key() });
    await this.ask('GET', `/api/cases/${this.caseId}`);
    await this.ask('GET', `/api/cases/${this.caseId}/timeline`);
    await this.ask('POST', `/api/cases/${this.caseId}/break-glass`, { reason: `because ${this.plant('break glass: reason')}` }, this.grace);
  }

  private async safetyPlan(): Promise<void> {
    const plan = await this.ask('GET', `/api/people/${this.personId}/safety-plan`);
    const two = (list: string) => [this.plant(`safety plan: ${list}`), this.plant(`safety plan: ${list}, more`)];
    await this.ask('PUT', `/api/people/${this.personId}/safety-plan`, { version: plan.version, warning_signs: two('warning signs'), steps: two('steps'), safe_places: two('safe places'), contacts: two('contacts'), to_take: two('to take') });
  }

  private async assessment(): Promise<void> {
    const instruments = await this.ask('GET', '/api/instruments');
    const instrument = await this.ask('GET', `/api/instruments/${instruments[0].code}/${instruments[0].version}`);
    const begun = await this.ask('POST', `/api/cases/${this.caseId}/assessments`, { person_id: this.personId, instrument: instruments[0].code });
    let { version } = begun;
    for (const question of instrument.questions) {
      const answered = await this.maria.ask('PUT', `/api/assessments/${begun.id}/answers/${question.code}`, { version, answer: { standing: 'answered', values: [this.plant(`assessment: ${question.kind} ${question.code}`)] } });
      if (answered.status === 200) version = answered.body.version;
      if (question.kind === 'text') expect([200, 400]).toContain(answered.status);
    }
    expect(version).toBeGreaterThan(begun.version);
    await this.ask('POST', `/api/assessments/${begun.id}/confirmation`, { version, level: 'high', reason: `since ${this.plant('assessment: reason')}` });
  }

  private async exceptions(): Promise<void> {
    const form = await this.ask('GET', '/api/forms/exception');
    const kind = form.kinds.find((one: any) => one.code === 'imminent_danger');
    const wish = { person_id: this.personId, rule: 'TX-psap', recipient_id: countyUnit, observations: [kind.observations[0].code] };
    const asked = await this.ask('POST', `/api/cases/${this.caseId}/exceptions`, { ...wish, kind: 'imminent_danger', fields: kind.fields.slice(0, 2), facts: `He came with ${this.plant('exception: facts')}`, told_person: false, idempotency_key: this.key() });
    await this.ask('POST', `/api/exceptions/${asked.id}/decision`, { approved: false, reason: `not yet, ${this.plant('exception: decision')}` }, this.grace);
    const alone = await this.ask('POST', `/api/cases/${this.caseId}/emergencies`, { ...wish, facts: `I hear ${this.plant('emergency: facts')}`, idempotency_key: this.key() });
    await this.ask('POST', `/api/exceptions/${alone.id}/concurrence`, { approved: true, reason: `yes, ${this.plant('emergency: concurrence')}` }, this.grace);
    await this.grace.ask('POST', `/api/exceptions/${alone.id}/review`, { outcome: `it was ${this.plant('emergency: review')}` });
    for (const path of ['exceptions', 'emergencies'])
      expect((await this.maria.ask('POST', `/api/cases/${this.caseId}/${path}`, { ...wish, ...(path === 'exceptions' ? { kind: 'imminent_danger', fields: kind.fields.slice(0, 2), told_person: false } : {}), facts: 'x', observations: [this.plant(`${path}: an observation of no list`)], idempotency_key: this.key() })).status).toBe(400);
    for (const wrong of [{ rule: this.plant('exception: rule') }, { observations: [this.plant('exception: observation')] }, { fields: [this.plant('exception: field')] }])
      await this.maria.ask('POST', `/api/cases/${this.caseId}/exceptions`, { ...wish, kind: 'imminent_danger', fields: [], facts: 'x', told_person: false, ...wrong, idempotency_key: this.key() });
  }

  private async consentTo(purpose: string, recipient_id: number, fields: string[]): Promise<any> {
    const form = await this.ask('GET', '/api/forms/consent');
    const script = form.purposes.find((one: any) => one.code === purpose);
    const wish = { person_id: this.personId, given_by: 'self', purpose, recipient_id, fields, method: 'typed_in_chat', language: 'es', script_version: script.script_version, told_risks: true, told_not_condition: true, duress_suspected: false, valid_until: new Date(Date.now() + 3_600_000).toISOString() };
    for (const wrong of [{ interpreter: this.plant('consent: interpreter') }, { minor_alone_rule: this.plant('consent: law') }, { language: this.plant('consent: language'), interpreter: 'interpreter 7' }, { fields: [this.plant('consent: field')] }])
      expect((await this.maria.ask('POST', `/api/cases/${this.caseId}/consents`, { ...wish, ...wrong, idempotency_key: this.key() })).status).not.toBe(200);
    return this.ask('POST', `/api/cases/${this.caseId}/consents`, { ...wish, idempotency_key: this.key() });
  }

  private async report(): Promise<void> {
    const consent = await this.consentTo('le_report', countyUnit, ['alias', 'situation_summary']);
    const step = await this.ask('POST', `/api/cases/${this.caseId}/steps`, { kind: 'report', person_id: this.personId, recipient_id: countyUnit, consent_id: consent.id, rule: 'TX-law_enforcement', reason: `It is right, ${this.plant('step: reason')}`, idempotency_key: this.key() });
    const draft = { kind: 'report', person_id: this.personId, recipient_id: countyUnit };
    for (const wrong of [{ rule: this.plant('step: rule') }, { need_code: this.plant('step: need') }, { kind: 'referral', recipient_id: harborHouse, need_code: this.plant('step: need of a referral') }])
      await this.maria.ask('POST', `/api/cases/${this.caseId}/steps`, { ...draft, ...wrong, idempotency_key: this.key() });
    for (const wrong of [{ rule: this.plant('step change: rule') }, { need_code: this.plant('step change: need') }, { fields: [this.plant('step change: field')] }])
      await this.maria.ask('PUT', `/api/steps/${step.id}`, { version: step.version, recipient_id: countyUnit, consent_id: consent.id, rule: 'TX-law_enforcement', reason: 'r', fields: ['alias'], ...wrong });
    await this.ask('GET', `/api/steps/${step.id}/preview`);
    await this.ask('GET', '/api/decisions', undefined, this.grace);
    const now = (await this.ask('GET', `/api/cases/${this.caseId}/steps`)).find((one: any) => one.id === step.id);
    await this.ask('POST', `/api/steps/${step.id}/decision`, { verdict: 'change', reason: `First ${this.plant('step: decision')}`, version: now.version }, this.grace);
    await this.maria.ask('POST', `/api/steps/${step.id}/outcome`, { outcome: this.plant('step: outcome') });
    await this.maria.ask('POST', `/api/steps/${step.id}/cancellation`, { reason: this.plant('step: cancellation') });
  }

  /** Sent, so that what leaves rests in the partner's folder too. */
  private async referral(): Promise<void> {
    const consent = await this.consentTo('referral', harborHouse, ['alias', 'languages', 'need']);
    const step = await this.ask('POST', `/api/cases/${this.caseId}/steps`, { kind: 'referral', person_id: this.personId, recipient_id: harborHouse, consent_id: consent.id, need_code: 'shelter', idempotency_key: this.key() });
    const preview = await this.ask('GET', `/api/steps/${step.id}/preview`);
    await this.ask('POST', `/api/steps/${step.id}/sending`, { content_hash: preview.content_hash, idempotency_key: this.key() });
    await this.maria.ask('POST', `/api/consents/${consent.id}/withdrawal`, { how: this.plant('withdrawal: how') });
  }

  private async transfer(chat: number, harbor: PartnerDesk): Promise<void> {
    for (const wrong of [{ needs: [this.plant('transfer: need')] }, { language: this.plant('transfer: language') }])
      await this.maria.ask('POST', `/api/signals/${chat}/transfers`, { organization_id: harborHouse, needs: ['shelter'], language: 'en', ...wrong, idempotency_key: this.key() });
    const asked = await this.ask('POST', `/api/signals/${chat}/transfers`, { organization_id: harborHouse, needs: ['shelter'], language: 'en', idempotency_key: this.key() });
    const [room] = await harbor.links('room');
    await harbor.write(room, { do: 'yes', beds: this.plant('portal: beds') });
    await harbor.write(room, { do: 'yes', beds: '3' });
    await this.consentTo('live_transfer', harborHouse, ['alias', 'need']);
    await this.ask('POST', `/api/transfers/${asked.id}/bring-in`);
    const talk = await until('the talk', async () => (await harbor.links('talk'))[0]);
    for (let i = 0; i < 6; i++) {
      const word = this.plant(`portal: message ${i}`);
      expect(await harbor.write(talk, { say: `We have a room. ${word}`, key: i ? this.key() : this.plant('portal: key') })).toContain(word);
    }
  }

  /** A provider is asked apart, in the call that is maria's, and what was agreed is read out to it. */
  async transferByPhone(call: number): Promise<void> {
    await this.ask('PUT', `/api/signals/${call}/case`, { case_id: this.caseId });
    await this.consentTo('live_transfer', harborHouse, ['alias', 'need', 'languages']);
    const provider = { kind: 'provider', service_id: harborShelter, apart: true };
    expect((await this.maria.ask('POST', `/api/calls/${call}/parties`, { ...provider, number: this.plant('number of a provider') })).status).not.toBe(200);
    const { id } = await this.ask('POST', `/api/calls/${call}/parties`, { ...provider, number: null });
    await until('the provider', async () => (await this.ask('GET', `/api/calls/${call}`)).parties.some((one: any) => one.id === id && one.state === 'talking'));
    await this.ask('POST', `/api/calls/${call}/parties/${id}/introduce`);
    await this.ask('POST', `/api/calls/${call}/leave`);
  }

  /** What is refused must be forgotten as well. */
  private async refused(): Promise<void> {
    for (let i = 0; i < 5; i++) await this.ask('POST', '/api/services/search', { words: `shelter ${this.plant('console search: words')}`, place: this.plant('console search: place'), open_now: false, takes_transfers: false, page: 0 });
    for (let i = 0; i < 5; i++) await this.ask('POST', '/api/services/complete', { words: `shelter ${this.plant('console search: begun words')}` });
    await this.maria.ask('PUT', `/api/cases/${this.caseId}/facts`, { status: 'open', chosen: { [this.plant('case facts: list')]: [this.plant('case facts: choice')] }, version: 1 });
    await this.maria.ask('POST', `/api/cases/${this.caseId}/refusals`, { person_id: this.personId, purpose: this.plant('refusal: purpose'), recipient_id: harborHouse });
    await this.maria.ask('POST', '/api/session/unlock', { passphrase: this.plant('unlock: passphrase') });
    await this.maria.ask('POST', `/api/cases/${this.caseId}/people`, { role: this.plant('person: role'), age_band: 'adult' });
    await this.maria.ask('POST', `/api/cases/${this.caseId}/notes`, { text: this.plant('note with an unknown field'), [this.plant('unknown field')]: 1 });
    await this.maria.ask('POST', `/api/signals/1/decline`, { reason: this.plant('decline: reason') });
    await this.maria.ask('GET', `/api/cases/${this.plant('an id that is none')}`);
    const shift = await this.ask('GET', '/api/presence');
    for (const wrong of [{ languages: [this.plant('shift: language')] }, { skills: [this.plant('shift: skill')] }])
      expect((await this.maria.ask('PUT', '/api/presence', { state: shift.state, languages: shift.languages, skills: shift.skills, ...wrong })).status).toBe(400);
    // A key is made by our page, but anybody can send another.
    await this.ask('POST', `/api/cases/${this.caseId}/notes`, { text: 'w', private_to_hotline: true, idempotency_key: this.plant('key of a note') });
    await this.ask('POST', '/api/cases', { idempotency_key: this.plant('key of a case') });
    await this.ask('POST', `/api/cases/${this.caseId}/steps`, { kind: 'referral', person_id: this.personId, idempotency_key: this.plant('key of a step') });
  }
}

/** What a provider writes in its portal, refused or kept, and in a chat that it was brought into. */
export async function workAtThePortal(harbor: PartnerDesk, words: MarkedWords): Promise<void> {
  const shared = await harbor.waitForShared();
  expect(shared).toContain('<dl');
  const [path] = await harbor.links('shared');
  await harbor.write(path, { do: 'decline', reason: words.plant('portal: reason') });
  await harbor.write(path, { do: 'outcome', outcome: words.plant('portal: outcome') });
  await harbor.write(path, { do: words.plant('portal: verb'), [words.plant('portal: field')]: words.plant('portal: its value') });
}
