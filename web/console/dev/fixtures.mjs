// A made-up server to look at the console with, before or without the real one. For development
// and screenshots only: nothing of it is built into the console, and it keeps nothing.
//
//   npm run build && node web/console/dev/fixtures.mjs [port]
//
// Every person, place and number here is invented. It serves the built console under the same
// strict policy as the real server, so what would break there breaks here.

import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, '../dist')
const forms_folder = join(here, '../../../forms')
const port = Number(process.argv[2] ?? 8091)

const form = async name => JSON.parse(await readFile(join(forms_folder, name), 'utf8'))
const [categories, field_forms, consent_scripts, instrument, scripts] = await Promise.all(['categories.json', 'fields.json', 'consent_scripts.json', 'instruments/reachline-intake.json', 'scripts.json'].map(form))
const list_of = code => categories.lists.find(list => list.list === code)?.items.map(item => ({ code: item.code, title: item.label })) ?? []
const title_of = code => categories.lists.find(list => list.list === code)?.label ?? { en: code }
const category = (code, required = false, several = false) => ({ code, title: title_of(code), required, several, choices: list_of(code) })

const minutes = n => new Date(Date.now() + n * 60_000).toISOString()
let last_id = 9000
const id = () => ++last_id
const ana = { id: 11, name: 'Ana' }
const joao = { id: 12, name: 'João' }
const priya = { id: 13, name: 'Priya' }
const harbor = { id: 501, name: 'Harbor House' }
const legal = { id: 502, name: 'Lantern Legal Aid' }
const desk_tx = { id: 601, name: 'Texas Trafficking Desk (sample)' }
const hotline = { id: 1, name: 'The hotline' }

const everything = ['signed_in', 'answer_signals', 'supervise', 'decide_exception', 'read_directory', 'read_statistics']
const people = {
  ana: { ...ana, roles: ['advocate'], permissions: ['signed_in', 'answer_signals', 'read_directory'] },
  priya: { ...priya, roles: ['supervisor', 'advocate'], permissions: everything },
  otto: { id: 16, name: 'Otto', roles: ['auditor'], permissions: ['signed_in', 'read_audit'] },
  root: { id: 1, name: 'root', roles: ['administrator'], permissions: ['signed_in', 'manage_accounts'] },
}
const me_of = who => ({ ...people[who], languages: ['en', 'es'], state: 'open', vault_open: true, session_ends_at: minutes(300), idle_lock_minutes: 15 })
let me = process.env.WHO ? me_of(process.env.WHO) : undefined

const no_plan = { call: 'no', text: 'unknown', email: 'unknown', voicemail: 'unknown', number: '', address: '', hours: [], time_zone: 'America/Chicago', ask_for: '', say_as: '', code_word: '', expires_at: null }
const person1 = { id: 301, ordinal: 1, role: 'potential_victim', age_band: 'unknown', capacity: 'presumed', guardian_is_abuser: 'unknown', version: 3, reachable_now: false, safe_contact: no_plan,
  fields: { alias: 'Luz', languages: 'Spanish, some English', need: 'A safe place tonight, for her and two children', state: 'TX', location_city: 'Houston', children_count: '2' } }
const person2 = { id: 302, ordinal: 2, role: 'alleged_trafficker', age_band: 'adult', capacity: 'presumed', guardian_is_abuser: 'unknown', version: 1, reachable_now: false, safe_contact: no_plan, fields: {} }

const words = [
  ['hotline', null, 'You are second in line. About 4 minutes.', -13],
  ['signaler', null, 'hola, no se si esto es para mi', -12],
  ['advocate', 'Ana', 'Hola, soy una persona y estoy aquí para escuchar. ¿Es seguro para usted escribir ahora?', -11],
  ['signaler', null, 'si, el salió hasta las 7', -10],
  ['signaler', null, 'trabajo en una casa, cuido a los niños y limpio. hace 5 meses que no me paga y tiene mi pasaporte', -9],
  ['advocate', 'Ana', 'Gracias por contármelo. Lo que pasó no es su culpa. ¿Qué le ayudaría más ahora?', -8],
  ['signaler', null, 'quiero irme pero tengo miedo y tengo mis dos hijos. no quiero policia', -6],
  ['advocate', 'Ana', 'Entiendo. Nada pasa sin que usted lo quiera. Podemos buscar un lugar seguro para los tres.', -5],
]
const messages = words.map(([side, author, text, at]) => ({ id: id(), side, author, text, at: minutes(at), delivery: side === 'signaler' ? 'delivered' : 'seen' }))

const base = { safety: 'safe', by_hand: false, offered: false, returned: false, unread: 0, mine: false }
const rows = [
  { ...base, id: 101, channel: 'webchat', line_class: 'chat', state: 'active', language: 'es', arrived_at: minutes(-13), mine: true, held_by: ana, case_id: 201, case_number: '2026-0412' },
  { ...base, id: 102, channel: 'webchat', line_class: 'chat', state: 'active', language: 'en', arrived_at: minutes(-31), mine: true, held_by: ana, unread: 2, waiting_since: minutes(-0.6) },
  { ...base, id: 103, channel: 'webchat', line_class: 'danger', state: 'waiting', language: 'en', arrived_at: minutes(-0.3), waiting_since: minutes(-0.3), safety: 'unknown', offered: true },
  { ...base, id: 104, channel: 'call', line_class: 'call', state: 'waiting', language: 'en', arrived_at: minutes(-0.7), waiting_since: minutes(-0.7), safety: 'unknown' },
  { ...base, id: 105, channel: 'webchat', line_class: 'chat', state: 'waiting', language: 'vi', arrived_at: minutes(-2.2), waiting_since: minutes(-2.2), safety: 'unknown', returned: true },
  { ...base, id: 106, channel: 'text', line_class: 'chat', state: 'active', language: 'en', arrived_at: minutes(-40), held_by: joao },
  { ...base, id: 107, channel: 'tip', line_class: 'tip', state: 'waiting', language: 'en', arrived_at: minutes(-190), waiting_since: minutes(-190), safety: 'unknown' },
  { ...base, id: 108, channel: 'tip', line_class: 'tip', state: 'waiting', language: 'es', arrived_at: minutes(-1500), waiting_since: minutes(-1500), safety: 'unknown', returned: true },
]
/** The made-up call: /dev/call begins it in my hands. Its voice is on a telephone, since nobody is here to talk. */
let call
const call_party = (kind, name, more = {}) => ({ id: id(), kind, name, state: 'talking', failure: null, muted: false, held: false, apart: false, watching: null, quality: null, ...more })
const quality = (signal, lost_percent = 0.2, delay_ms = 60) => ({ signal, lost_percent, jitter_ms: 9, delay_ms, level_db: -22 })
function begin_call() {
  call = { signal_id: 110, state: 'talking', since: minutes(-7), trunk: 'main', attestation: 'partial', has_number: true, language: 'es', danger: false, my_voice: { state: 'connected', answer: null }, watched_by: [], may_leave: false, call_back_id: null,
    parties: [call_party('caller', '', { quality: quality('fair', 4.1, 190) }), call_party('advocate', 'Ana', { quality: quality('good') })] }
  rows.push({ ...base, id: 110, channel: 'call', line_class: 'call', state: 'active', language: 'es', arrived_at: minutes(-8), mine: true, safety: 'unknown', case_id: 201, case_number: '2026-0412' })
}
const call_backs = [
  { id: 971, signal_id: 111, kind: 'voicemail', asked_at: minutes(-22), due_at: minutes(-2), language: 'es', safe_words: { en: 'They said: only on this number, before six. Hang up without a word if another voice answers. No voicemail.', es: 'Dijo: solo a este número, antes de las seis. Cuelgue sin hablar si contesta otra voz. Sin mensajes de voz.' }, state: 'waiting', tries: 1, has_sound: true, may_call: true, held_by: null },
  { id: 972, signal_id: 112, kind: 'place_kept', asked_at: minutes(-9), due_at: minutes(6), language: 'en', safe_words: { en: 'They pressed the key to keep their place. Nothing is known of who else is near the phone.', es: 'Pulsó la tecla para guardar su lugar. No se sabe quién más está cerca del teléfono.' }, state: 'waiting', tries: 0, has_sound: false, may_call: true, held_by: null },
  { id: 973, signal_id: 113, kind: 'place_kept', asked_at: minutes(-30), due_at: minutes(-5), language: 'vi', safe_words: { en: 'The number was hidden.', es: 'El número estaba oculto.' }, state: 'calling', tries: 2, has_sound: false, may_call: false, held_by: joao },
]
/** A second of a note, as a telephone would keep it. */
function made_up_wav() {
  const bytes = Buffer.alloc(44 + 16000)
  bytes.write('RIFF', 0); bytes.writeUInt32LE(16036, 4); bytes.write('WAVEfmt ', 8); bytes.writeUInt32LE(16, 16); bytes.writeUInt16LE(1, 20); bytes.writeUInt16LE(1, 22); bytes.writeUInt32LE(8000, 24); bytes.writeUInt32LE(16000, 28); bytes.writeUInt16LE(2, 32); bytes.writeUInt16LE(16, 34); bytes.write('data', 36); bytes.writeUInt32LE(16000, 40)
  for (let at = 0; at < 8000; at++) bytes.writeInt16LE(Math.round(3000 * Math.sin(at * 0.4)), 44 + at * 2)
  return bytes.toString('base64')
}
const the_call = () => { if (!call) throw new Fault(404, 'not_found', 'there is no such call'); return call }
const party_by = which => { const found = the_call().parties.find(each => each.id === which); if (!found) throw new Fault(404, 'not_found', 'nobody'); return found }
const interpreters = [
  { id: 981, name: 'Gulf Language Line (sample)', languages: ['es', 'vi', 'zh', 'tl', 'ko'], numbers: ['+18005550161', '+18005550162'], hours: [{ days: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: '24:00', zone: 'America/Chicago' }], open_now: true, has_code: true, note: '' },
  { id: 982, name: 'Rosa M.', languages: ['es', 'pt'], numbers: ['+17135550118'], hours: [{ days: 'MO,TU,WE,TH,FR', opens_at: '08:00', closes_at: '18:00', zone: 'America/Chicago' }], open_now: false, has_code: false, note: 'women only' }]
const dispatchers = [
  { id: 991, name: 'Harris County Central 911 (sample)', county: 'Harris', city: 'Houston', state: 'TX', number: '+17135550191', tried_at: minutes(-40000), works: 'yes', neighbour: false, covered: true, told_at: minutes(-90000) },
  { id: 992, name: 'Pasadena Police Dispatch (sample)', county: 'Harris', city: 'Pasadena', state: 'TX', number: '+17135550192', tried_at: null, works: 'unknown', neighbour: false, covered: true, told_at: minutes(-90000) },
  { id: 993, name: 'Chambers County Sheriff (sample)', county: 'Chambers', city: 'Anahuac', state: 'TX', number: null, tried_at: null, works: 'unknown', neighbour: true, covered: true, told_at: minutes(-90000) },
  { id: 994, name: 'Cameron Parish 911 (sample)', county: 'Cameron', city: 'Cameron', state: 'LA', number: '+13375550193', tried_at: null, works: 'unknown', neighbour: true, covered: false, told_at: minutes(-90000) }]
let trunks = [{ name: 'main', state: 'up', why: '', since: minutes(-4000) }, { name: 'second', state: 'up', why: '', since: minutes(-4000) }]
let offers = []
const transfers = []
let signal_state = 'active'
let wrap_up = {}

function signal(which) {
  const row = rows.find(each => each.id === which) ?? rows[0]
  const tip = row.channel === 'tip' ? [
    { code: 'what', title: { en: 'What did you see or hear?', es: '¿Qué vio u oyó?' }, text: 'A woman at the nail salon on our street never leaves. They lock the door from outside at night. She asked me in the shop if I knew what day it was.' },
    { code: 'where', title: { en: 'Where?', es: '¿Dónde?' }, text: 'Corner of Oak and 3rd, Beaumont' },
    { code: 'when', title: { en: 'When?', es: '¿Cuándo?' }, text: 'Every evening this month' },
  ] : []
  return { ...row, state: row.id === 101 ? signal_state : row.state, answered_at: row.channel === 'tip' ? null : minutes(-12), ended_at: row.id === 101 && signal_state !== 'active' ? minutes(-1) : null, words_erased_at: null, held_by: row.held_by ?? ana,
    mine: true, connected: row.id !== 102, by_receipt: row.channel === 'tip', safety: row.id === 102 ? 'unknown' : row.id === 103 ? 'not_safe' : 'safe', safety_asked_at: null, interpreter: null, tip,
    messages: row.id === 101 ? messages : row.channel === 'tip' ? [] : messages.slice(1, 2).map(each => ({ ...each, text: 'are you there? i only have a few minutes' })),
    repeat_contacts: row.id === 102 ? [{ signal_id: 90, channel: 'webchat', arrived_at: minutes(-4000), case_id: 202, case_number: '2026-0397' }] : [], transfers: row.id === 101 ? transfers : [], wrap_up }
}

let facts = { status: 'open', chosen: { state: ['TX'], trafficking_type: ['labor'] }, version: 2 }
const notes = [{ id: id(), text: 'She wants to leave tonight while he is away. Two children, 4 and 7. No police, she said so twice.', private_to_hotline: true, author: ana, at: minutes(-4) }]
const the_case = () => ({ id: 201, number: '2026-0412', facts, opened_at: minutes(-9), opened_by: ana, proposed: 'moderate', confirmed: assessment.confirmed?.level ?? null, people: [person1, person2], notes,
  signals: [{ id: 101, channel: 'webchat', state: 'active', arrived_at: minutes(-13), held_by: ana }], access: 'own', access_ends_at: null, consents_live: 1, steps_open: 2 })

const known_choice = { yes_no_unsure: [{ code: 'yes', title: { en: 'Yes', es: 'Sí' } }, { code: 'no', title: { en: 'No', es: 'No' } }, { code: 'unsure', title: { en: 'Not sure', es: 'No es seguro' } }] }
const questions = instrument.sections.flatMap(section => section.questions.map(each => ({ code: each.code, section: section.code, words: each.words, why: each.why ?? null, kind: each.kind, options: each.options?.map(option => ({ code: option.code, title: option.label })) ?? known_choice[each.kind] ?? [] })))
const assessment = { id: 401, case_id: 201, person_id: 301, instrument: instrument.code, instrument_version: instrument.version, version: 4, started_at: minutes(-7), confirmed: null,
  answers: { safe_to_talk: { standing: 'answered', values: ['yes'] }, danger_now: { standing: 'answered', values: ['no'] }, free_to_go: { standing: 'answered', values: ['no'] }, food_and_sleep: { standing: 'declined', values: [] } },
  visible: questions.slice(0, 18).map(each => each.code), next: 'lives_where',
  proposal: { level: 'moderate', elements: { action: 'yes', means: 'unknown', purpose: 'yes' }, minor: 'unknown', danger_now: false, reasons: [
    { weight: 'supports', text: { en: 'Cannot go out and come back when she wants.', es: 'No puede salir y volver cuando quiere.' }, question: 'free_to_go' },
    { weight: 'supports', text: { en: 'Works and is not paid.', es: 'Trabaja y no le pagan.' }, question: null },
    { weight: 'missing', text: { en: 'It is not known what would happen if she left.', es: 'No se sabe qué pasaría si se fuera.' }, question: 'lives_where' }] } }
const assessments = [assessment]

const consents = [{ id: 701, person_id: 301, given_by: 'self', purpose: 'referral', recipient: harbor, fields: ['alias', 'languages', 'children_count'], method: 'typed_in_chat', language: 'es', interpreter: null, script_version: 1, valid_from: minutes(-3), valid_until: minutes(105), state: 'active', recorded_by: ana, revoked_at: null, left: [] }]
const refusals = [{ person_id: 301, purpose: 'le_report', recipient: desk_tx, at: minutes(-2) }]
const exceptions = []
const steps = [
  { id: 801, case_id: 201, person_id: 301, kind: 'referral', state: 'ready', need: 'nothing', recipient: harbor, emergency: null, way: null, basis: { consent_id: 701, exception_id: null, exception_kind: null }, fields: ['alias', 'languages', 'children_count'], need_code: 'shelter', due_at: null, outcome: null, decision_reason: null, created_by: ana, created_at: minutes(-2), sent_at: null, acknowledged_at: null, version: 1 },
  { id: 802, case_id: 201, person_id: 301, kind: 'report', state: 'waiting_for_decision', need: 'decision', recipient: { id: 602, name: 'Texas Child Protection Intake (sample)' }, emergency: null, way: null, basis: { consent_id: null, exception_id: 751, exception_kind: 'minor_abuse' }, fields: ['state', 'location_city'], need_code: null, due_at: minutes(11), outcome: null, decision_reason: null, created_by: joao, created_at: minutes(-4), sent_at: null, acknowledged_at: null, version: 1 },
]
const labels = Object.fromEntries(field_forms.fields.map(each => [each.code, each.label]))
function preview(step) {
  const lines = step.fields.map(field => ({ field, title: labels[field] ?? { en: field }, value: person1.fields[field] ?? '' }))
  const document = [`To: ${step.recipient?.name ?? ''}`, 'From: the hotline, reference 7K2M-44QD', 'What for: referral to a service', '', ...lines.map(line => `${line.title.en}: ${line.value}`), '', 'Valid until: today 20:05. It ends earlier if the person withdraws it.'].join('\n')
  return { step_id: step.id, recipient: step.recipient, lines, document, content_hash: createHash('sha256').update(document).digest('hex'), need: step.need }
}
const routes_of_report = [
  { rule: 'TX-law_enforcement', title: { en: 'Trafficking of an adult', es: 'Trata de una persona adulta' }, citation: 'sample rule', recipient: desk_tx, copies: [], deadline_hours: 24, mandated: false, exception_kind: null },
  { rule: 'TX-child_welfare', title: { en: 'Suspected abuse of a minor', es: 'Sospecha de abuso de un menor' }, citation: 'sample rule', recipient: { id: 602, name: 'Texas Child Protection Intake (sample)' }, copies: [desk_tx], deadline_hours: 24, mandated: true, exception_kind: 'minor_abuse' }]

let plan = { warning_signs: ['He counts the money twice'], steps: ['Leave by the back door at 6, with the school bags'], safe_places: ['Laundromat on 5th, open until 9'], contacts: [], to_take: ['Birth papers of the children'], version: 1, saved_at: minutes(-1), saved_by: ana }

const services = [
  ['Emergency shelter for families', harbor, 'Houston, TX', 6, '713-555-0142', ['en', 'es'], true, true, true, true, 'room'],
  ['Transitional housing', harbor, 'Houston, TX', 6, '713-555-0143', ['en', 'es'], false, false, true, true, 'waiting_list'],
  ['Immigration and wage claims', legal, 'Houston, TX', 9, '713-555-0177', ['en', 'es', 'vi'], true, true, false, true, null],
  ['Night counseling line', { id: 503, name: 'Bayou Counseling' }, 'Galveston, TX', 48, '409-555-0110', ['en', 'es'], true, false, false, false, null],
  ['Women and children shelter of the Greater Golden Triangle Region and Surrounding Counties', { id: 504, name: 'Sabine Interfaith Coalition for the Safety of Families and Children' }, 'Beaumont, TX', 84, '409-555-0164', ['en'], true, true, true, false, 'full'],
].map(([name, organization, place, miles, phone, languages, open_now, takes_transfers, confidential, partner, capacity], at) => ({ id: 900 + at, organization, name, types: ['shelter'], place, miles, phone, languages, open_now, takes_transfers, confidential, partner, capacity, verified_at: minutes(-30000) }))

const exception_form = { kinds: field_forms.exceptions.map(each => ({ code: each.kind, title: each.label, hint: null, fields: each.fields, alone_fields: each.alone_fields, rules: [], observations: each.kind === 'imminent_danger' ? [{ code: 'violence_heard', title: { en: 'Violence heard', es: 'Se oyó violencia' } }, { code: 'threat_now', title: { en: 'A threat now', es: 'Una amenaza ahora' } }] : [{ code: 'told_by_minor', title: { en: 'A minor told us', es: 'Lo contó un menor' } }] })) }
const person_form = { fields: field_forms.fields.map(each => ({ code: each.code, title: each.label, sensitivity: each.sensitivity, choices: each.list && each.list !== 'language' ? list_of(each.list) : [] })), presets: field_forms.presets.map(each => ({ code: each.code, title: each.label, fields: each.fields })) }
const consent_form = { approved_languages: consent_scripts.approved_languages, hotline, methods: consent_scripts.methods.map(each => each.code),
  purposes: consent_scripts.scripts.map(each => ({ code: each.purpose, title: each.label, script_version: each.version, default_hours: each.default_hours, longest_hours: each.longest_hours, recipient_kinds: each.recipient_kinds, script: consent_scripts.order.map(part => part === 'consequences' ? each.consequences : consent_scripts.parts[part]) })) }
const step_forms = { needs: list_of('service_type'), outcomes: { referral: list_of('step_outcome'), report: list_of('step_outcome'), emergency: list_of('step_outcome'), follow_up: list_of('step_outcome') }, cancellations: [{ code: 'person_changed_mind', title: { en: 'They changed their mind', es: 'Cambió de idea' } }, { code: 'mistake', title: { en: 'A mistake', es: 'Un error' } }] }
const categories_form = { wrap_up: [category('reason', true), category('relation', true), category('signal_close', true), category('state'), category('how_found')], by_hand: [category('reason', true), category('state')], case_facts: [category('state'), category('trafficking_type'), category('venue')], skills: list_of('skill'), languages: list_of('language') }

const decisions = [
  { kind: 'step', id: 802, case_id: 201, case_number: '2026-0412', person_ordinal: 1, step_kind: 'report', exception_kind: null, recipient: steps[1].recipient, basis: steps[1].basis, fields: ['state', 'location_city'], observations: ['told_by_minor'], why: 'The older child (7) says he is hit when the work is slow. He is still in the house until seven.', asked_by: joao, asked_at: minutes(-4), decide_by: minutes(11), mine: false },
  { kind: 'solo_concur', id: 761, case_id: 203, case_number: '2026-0409', person_ordinal: 1, step_kind: null, exception_kind: 'imminent_danger', recipient: { id: 603, name: 'Texas 911 Relay (sample)' }, basis: { consent_id: null, exception_id: 761, exception_kind: 'imminent_danger' }, fields: ['location_exact', 'immediate_danger', 'callback_number'], observations: ['violence_heard'], why: 'Heard a man break the door and her crying, then the line went dead.', asked_by: ana, asked_at: minutes(-6), decide_by: minutes(9), mine: false },
  { kind: 'break_glass', id: 771, case_id: 202, case_number: '2026-0397', person_ordinal: null, step_kind: null, exception_kind: null, recipient: null, basis: { consent_id: null, exception_id: null, exception_kind: null }, fields: [], observations: [], why: 'She called back and asked for what we had agreed on Friday.', asked_by: joao, asked_at: minutes(-90), decide_by: null, mine: false },
]
const alarms = [
  { id: 951, kind: 'report_unacknowledged', about: 'step', subject: 805, case_id: 203, case_number: '2026-0409', raised_at: minutes(-22), answered_by: null, answered_at: null },
  { id: 952, kind: 'follow_up_missed', about: 'step', subject: 806, case_id: 202, case_number: '2026-0397', raised_at: minutes(-70), answered_by: priya, answered_at: minutes(-60) },
]

let presence = { state: 'on', languages: ['en', 'es'], skills: [], since: minutes(-200), rests_until: null, holding: 2, may_hold: 3 }
let enrolled = false
const line = () => ({ as_of: new Date().toISOString(), rows, counts: { waiting: 3, danger: 1, tips: 2, follow_ups_due: 3, decisions: me?.permissions.includes('decide_exception') ? decisions.length : 0, alarms: alarms.length }, offers,
  on_now: [{ who: ana, state: 'on', languages: ['en', 'es'], holding: 2 }, { who: joao, state: 'on', languages: ['en', 'pt'], holding: 1 }, { who: priya, state: 'away', languages: ['en', 'hi'], holding: 0 }] })

class Fault extends Error { constructor(status, fault, text) { super(text); this.status = status; this.fault = fault } }
const done = { done: true }
const step_by = which => { const step = steps.find(each => each.id === which); if (!step) throw new Fault(404, 'not_found', 'there is no such step'); return step }

const answers = {
  'GET /api/session': () => { if (!me) throw new Fault(401, 'not_allowed', 'sign in first'); return me },
  'POST /api/session': (_, body) => { if (!people[body.name.toLowerCase()]) throw new Fault(403, 'not_allowed', 'that did not fit'); return me = me_of(body.name.toLowerCase()) },
  'DELETE /api/session': () => { me = undefined; return done },
  'POST /api/session/lock': () => { me.state = 'locked'; return done },
  'POST /api/session/unlock': () => ({ ...(me = { ...me, state: 'open' }) }),
  'POST /api/invites/look': () => ({ name: 'Noor', roles: ['advocate'], totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', totp_uri: 'otpauth://totp/Reachline:Noor?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Reachline' }),
  'POST /api/enrolments': () => { enrolled = true; return me = { ...me_of('ana'), name: 'Noor', state: 'waiting_for_admission', check_words: '4821 0937 5526' } },
  'GET /api/admissions': () => [{ id: 15, name: 'Noor', roles: ['advocate'], enrolled_at: minutes(-3), check_words: '4821 0937 5526' }],
  'POST /api/admissions': () => done,
  'GET /api/accounts': () => [{ id: 1, name: 'root', roles: ['administrator'], languages: ['en'], state: 'active', organization: null, created_at: minutes(-90000), last_seen_at: minutes(-1) }, { id: 11, name: 'Ana', roles: ['advocate'], languages: ['en', 'es'], state: 'active', organization: null, created_at: minutes(-80000), last_seen_at: minutes(-2) }, { id: 13, name: 'Priya', roles: ['supervisor', 'advocate'], languages: ['en', 'hi'], state: 'active', organization: null, created_at: minutes(-80000), last_seen_at: minutes(-20) }, { id: 15, name: 'Noor', roles: ['advocate'], languages: ['en', 'ar'], state: enrolled ? 'waiting' : 'invited', organization: null, created_at: minutes(-60), last_seen_at: null }, { id: 21, name: 'Harbor front desk', roles: ['partner_user'], languages: ['en'], state: 'ended', organization: harbor, created_at: minutes(-70000), last_seen_at: minutes(-20000) }],
  'POST /api/accounts': () => ({ account_id: id(), invite_code: 'K7QM-2XNR-84HD-PV3T', valid_until: minutes(4320) }),
  'POST /api/accounts/{id}/end': () => done,
  'POST /api/accounts/{id}/reset': () => ({ account_id: 11, invite_code: 'M4WC-9TKJ-62RB-XQ8Z', valid_until: minutes(4320) }),
  'GET /api/presence': () => presence,
  'PUT /api/presence': (_, body) => presence = { ...presence, ...body, rests_until: null },
  'POST /api/presence/rest': () => presence = { ...presence, rests_until: minutes(5) },
  'GET /api/line': line,
  'POST /api/signals/{id}/claim': ([which]) => { offers = []; const row = rows.find(each => each.id === which); Object.assign(row, { mine: true, held_by: ana, state: 'active', waiting_since: null, offered: false }); return signal(which) },
  'POST /api/signals/{id}/decline': () => { offers = []; return done },
  'POST /api/signals': () => ({ id: 101 }),
  'GET /api/signals/{id}': ([which]) => signal(which),
  'POST /api/signals/{id}/messages': (_, body) => { const message = { id: id(), side: 'advocate', author: 'Ana', text: body.text, at: new Date().toISOString(), delivery: 'sent' }; messages.push(message); return message },
  'POST /api/signals/{id}/seen': () => done,
  'POST /api/signals/{id}/safety-question': () => { const message = { id: id(), side: 'hotline', author: null, text: '¿Es seguro escribir aquí?', at: new Date().toISOString(), delivery: 'sent' }; messages.push(message); return message },
  'PUT /api/signals/{id}/safety': () => done,
  'PUT /api/signals/{id}/language': () => done,
  'PUT /api/signals/{id}/wrap-up': (_, body) => { wrap_up = body.chosen; if (body.finished) signal_state = 'closed'; return done },
  'POST /api/signals/{id}/end': () => { signal_state = 'wrap_up'; return done },
  'PUT /api/signals/{id}/case': () => done,
  'POST /api/signals/{id}/transfers': (_, body) => { const row = { id: id(), recipient: [harbor, legal].find(each => each.id === body.organization_id) ?? harbor, state: 'has_room', needs: body.needs, asked_at: minutes(-1), answered_at: minutes(-0.5), step_id: null, need: 'consent' }; transfers.push(row); return row },
  'POST /api/transfers/{id}/bring-in': ([which]) => Object.assign(transfers.find(each => each.id === which), { state: 'brought_in' }),
  'POST /api/transfers/{id}/leave': ([which]) => Object.assign(transfers.find(each => each.id === which), { state: 'left' }),
  'POST /api/transfers/{id}/end': ([which]) => Object.assign(transfers.find(each => each.id === which), { state: 'ended' }),
  'GET /api/partners': () => [[harbor, 'provider', null, 'designated', 2], [desk_tx, 'law_enforcement', 'Texas Trafficking Desk (sample)', 'designated', 0], [legal, 'provider', null, 'proposed', 0], [{ id: 79, name: 'Old Mill House' }, 'provider', null, 'ended', 1]].map(([organization, role, unit, state, users], at) => ({ id: 60 + at, organization, role, unit, state, proposed_by: ana, designated_by: state === 'proposed' ? null : priya, proposed_by_me: false, users })),
  'GET /api/forms/partner': () => ({ rules: [{ id: 'TX-law_enforcement', state: 'TX', role: 'law_enforcement', unit: 'Texas Trafficking Desk (sample)' }, { id: 'TX-psap', state: 'TX', role: 'psap', unit: 'Texas 911 Relay (sample)' }] }),
  'POST /api/partners': () => ({ id: id() }),
  'POST /api/partners/{id}/designation': () => done,
  'POST /api/partners/{id}/end': () => done,
  'GET /api/forms/trail': () => ({ accounts: [ana, joao, priya], kinds: ['account', 'case', 'case_breaking', 'consent', 'disclosure', 'person', 'signal', 'step'] }),
  'POST /api/trail/search': (_, body) => ({ more: true, rows: (body.stream === 'changes' ? [['consent_withdrawn', 'consent', 'case', ana], ['disclosure_taken_back', 'disclosure', 'case', null], ['glass_broken', 'case_breaking', 'case', joao], ['message_written', 'message', 'signal', null], ['signed_in', 'account', null, priya]] : [['answer_signal', 'signal', null, ana], ['break_glass', 'case', null, joao], ['decide_step', 'step', null, priya]]).map(([what, about, of, account], at) => ({ id: 188204885827584 - at, at: minutes(-at * 3), by: account ? 'staff' : at === 3 ? 'signaler' : 'system', account, what, about, about_id: 188204885321728 + at, of, of_id: of ? 188204884348928 : null })) }),
  'POST /api/trail/check': (_, body) => ({ rows: 12345, fingerprint: 'f5e6 c2b1 3935 342b d713 046c', broken_at: null, ends_well: true, as_written_down: body.rows ? true : null }),
  'GET /api/scripts': () => scripts.scripts,
  'GET /api/categories': () => categories_form,
  'GET /api/cases': () => [
    { id: 201, number: '2026-0412', status: 'open', opened_at: minutes(-9), changed_at: minutes(-1), level: 'moderate', steps_open: 2, next_due: minutes(11), mine: true, readable: true },
    { id: 203, number: '2026-0409', status: 'open', opened_at: minutes(-400), changed_at: minutes(-6), level: 'high', steps_open: 1, next_due: minutes(-5), mine: true, readable: true },
    { id: 202, number: '2026-0397', status: 'follow_up', opened_at: minutes(-4000), changed_at: minutes(-1300), level: null, steps_open: 1, next_due: minutes(900), mine: false, readable: false },
    { id: 204, number: '2026-0388', status: 'closed', opened_at: minutes(-9000), changed_at: minutes(-8000), level: 'low', steps_open: 0, next_due: null, mine: true, readable: true }],
  'POST /api/cases': the_case,
  'GET /api/cases/{id}': the_case,
  'PUT /api/cases/{id}/facts': (_, body) => facts = { ...body, version: body.version + 1 },
  'POST /api/cases/{id}/break-glass': () => ({ ...the_case(), access: 'break_glass', access_ends_at: minutes(30) }),
  'POST /api/cases/{id}/people': (_, body) => ({ ...person2, id: id(), ordinal: 3, ...body }),
  'PUT /api/people/{id}': ([which], body) => { const person = which === 302 ? person2 : person1; if (body.version !== person.version) throw new Fault(409, 'conflict', 'somebody else saved this'); return { ...Object.assign(person, body, { version: body.version + 1 }) } },
  'POST /api/cases/{id}/notes': (_, body) => { const note = { id: id(), text: body.text, private_to_hotline: body.private_to_hotline, author: ana, at: new Date().toISOString() }; notes.unshift(note); return note },
  'GET /api/cases/{id}/timeline': () => [['step_drafted', 'step', -2], ['consent_refused', 'person', -2], ['consent_given', 'consent', -3], ['note_added', 'note', -4], ['assessment_begun', 'assessment', -7], ['person_added', 'person', -8], ['case_opened', 'case', -9]].map(([what, about, at]) => ({ at: minutes(at), what, about, subject: 1, by: 'Ana' })),
  'GET /api/forms/person': () => person_form,
  'GET /api/people/{id}/safety-plan': () => plan,
  'PUT /api/people/{id}/safety-plan': (_, body) => plan = { ...body, version: body.version + 1, saved_at: new Date().toISOString(), saved_by: ana },
  'GET /api/instruments': () => [{ code: instrument.code, version: instrument.version, title: instrument.title, source: instrument.source, status: instrument.status }],
  'GET /api/instruments/{code}/{version}': () => ({ code: instrument.code, version: instrument.version, title: instrument.title, source: instrument.source, status: instrument.status, about: instrument.about, sections: instrument.sections.map(each => ({ code: each.code, title: each.title })), questions }),
  'GET /api/cases/{id}/assessments': () => assessments,
  'POST /api/cases/{id}/assessments': () => assessment,
  'PUT /api/assessments/{id}/answers/{question}': ([, question], body) => { assessment.answers[question] = body.answer; assessment.version++; const at = assessment.visible.indexOf(question); assessment.next = assessment.visible.slice(at + 1).find(code => !assessment.answers[code]) ?? null; return { ...assessment } },
  'POST /api/assessments/{id}/confirmation': (_, body) => { assessment.confirmed = { level: body.level, reason: body.reason, by: ana, at: new Date().toISOString() }; return { ...assessment } },
  'GET /api/forms/consent': () => consent_form,
  'GET /api/cases/{id}/consents': () => ({ consents, refusals }),
  'POST /api/cases/{id}/consents': (_, body) => { const row = { ...consents[0], ...body, id: id(), recipient: [harbor, legal, desk_tx, hotline].find(each => each.id === body.recipient_id) ?? harbor, state: body.duress_suspected ? 'pending_private' : 'active', left: [] }; consents.unshift(row); return row },
  'POST /api/cases/{id}/refusals': () => done,
  'POST /api/consents/{id}/withdrawal': ([which]) => Object.assign(consents.find(each => each.id === which), { state: 'revoked', revoked_at: new Date().toISOString() }),
  'POST /api/consents/{id}/repeat': ([which]) => Object.assign(consents.find(each => each.id === which), { state: 'active' }),
  'GET /api/forms/exception': () => exception_form,
  'GET /api/cases/{id}/exceptions': () => exceptions,
  'POST /api/cases/{id}/exceptions': (_, body) => { const row = { ...body, id: id(), case_id: 201, recipient: desk_tx, solo: false, state: 'requested', requested_by: ana, requested_at: new Date().toISOString(), decide_by: minutes(15), left: [] }; exceptions.push(row); return row },
  'POST /api/cases/{id}/emergencies': (_, body) => { const row = { ...body, id: id(), case_id: 201, kind: 'imminent_danger', recipient: desk_tx, fields: ['location_exact'], solo: true, told_person: false, state: 'approved', requested_by: ana, requested_at: new Date().toISOString(), review_due: minutes(15), left: [] }; exceptions.push(row); return row },
  'POST /api/exceptions/{id}/decision': () => { decisions.pop(); return exceptions[0] ?? done },
  'POST /api/exceptions/{id}/concurrence': ([which]) => { decisions.splice(decisions.findIndex(each => each.id === which), 1); return done },
  'POST /api/exceptions/{id}/review': () => done,
  'POST /api/breakings/{id}/review': ([which]) => { decisions.splice(decisions.findIndex(each => each.id === which), 1); return done },
  'GET /api/forms/step': () => step_forms,
  'GET /api/cases/{id}/step-options': () => [['safety_plan', 'nothing'], ['referral', 'recipient'], ['emergency', 'consent'], ['transfer', 'nothing'], ['report', 'consent'], ['follow_up', 'safe_contact']].map(([kind, need]) => ({ kind, person_id: 301, need })),
  'GET /api/people/{id}/report-routes': () => routes_of_report,
  'GET /api/cases/{id}/steps': () => steps,
  'POST /api/cases/{id}/steps': (_, body) => { const step = { ...steps[0], ...body, id: id(), state: 'ready', need: 'nothing', recipient: [harbor, legal].find(each => each.id === body.recipient_id) ?? harbor, basis: { consent_id: body.consent_id, exception_id: body.exception_id, exception_kind: null } }; steps.push(step); return step },
  'PUT /api/steps/{id}': ([which]) => step_by(which),
  'GET /api/steps/{id}/preview': ([which]) => preview(step_by(which)),
  'POST /api/steps/{id}/sending': ([which], body) => { const step = step_by(which); if (preview(step).content_hash !== body.content_hash) throw new Fault(409, 'conflict', 'the page has changed'); return Object.assign(step, { state: 'sent', sent_at: new Date().toISOString() }) },
  'POST /api/steps/{id}/decision': ([which], body) => { decisions.splice(decisions.findIndex(each => each.id === which), 1); return Object.assign(step_by(which), { state: body.verdict === 'approve' ? 'ready' : 'drafted', need: 'nothing', decision_reason: body.reason }) },
  'POST /api/steps/{id}/outcome': ([which], body) => Object.assign(step_by(which), { state: 'done', outcome: body.outcome }),
  'POST /api/steps/{id}/cancellation': ([which]) => Object.assign(step_by(which), { state: 'cancelled' }),
  'GET /api/follow-ups': () => [{ step_id: 806, case_id: 202, case_number: '2026-0397', person_ordinal: 1, way: 'call', due_at: minutes(-30), allowed_now: true, allowed_from: null }, { step_id: 807, case_id: 201, case_number: '2026-0412', person_ordinal: 1, way: 'text', due_at: minutes(120), allowed_now: false, allowed_from: minutes(180) }],
  'GET /api/forms/service': () => ({ types: list_of('service_type'), languages: list_of('language'), populations: [] }),
  'POST /api/services/search': (_, body) => { const found = /zzz/.test(body.words) ? [] : services.filter(each => !body.takes_transfers || each.takes_transfers); return { total: found.length, rows: found, did_you_mean: body.words === 'sheltr' ? 'shelter' : null, place_found: body.place ? 'Houston, TX' : null } },
  'GET /api/services/{id}': ([which]) => { const row = services.find(each => each.id === which); return { row, description: 'A safe place for adults with children, up to 60 days, with case management.', address: null, phones: [{ number: row.phone, what_for: 'Intake, day and night' }], email: 'intake@harbor.example.org', url: 'harbor.example.org', hours: 'Day and night', who_for: 'Adults with children under 12', how_to_get_it: 'Call first; an intake talk of about 20 minutes', cost: 'Free', for_advocates: 'Ask for the night lead. Pick-up within 30 miles until 22:00.' } },
  'GET /api/decisions': () => decisions,
  'GET /api/alarms': () => alarms,
  'POST /api/alarms/{id}/answer': ([which], body) => { const at = alarms.findIndex(each => each.id === which); if (body.ended) alarms.splice(at, 1); else alarms[at].answered_by = priya; return done },
  'GET /api/calls': () => [...call ? [{ signal_id: 110, state: call.state, since: call.since, language: call.language, danger: false, handler: ana, parties: call.parties.map(each => each.kind), watched_by: call.watched_by }] : [],
    { signal_id: 114, state: 'on_hold', since: minutes(-3), language: 'en', danger: true, handler: joao, parties: ['caller', 'advocate'], watched_by: [] }],
  'GET /api/calls/{id}': () => the_call(),
  'GET /api/calls/{id}/number': () => ({ number: '+12065550142' }),
  'GET /api/calls/{id}/before': () => ({ contacts: [{ signal_id: 104, channel: 'call', arrived_at: minutes(-1500), case_id: null, case_number: null }], many_use_it: false }),
  'PUT /api/calls/{id}/many-use-it': () => done,
  'POST /api/calls/{id}/voice': () => done,
  'PUT /api/calls/{id}/mute': (_, body) => { the_call().parties.find(each => each.kind === 'advocate').muted = body.muted; return done },
  'PUT /api/calls/{id}/hold': (_, body) => { the_call().state = body.held ? 'on_hold' : 'talking'; return done },
  'POST /api/calls/{id}/keys': () => done,
  'POST /api/calls/{id}/hang-up': () => { rows.find(each => each.id === 110).state = 'wrap_up'; call = undefined; return done },
  'POST /api/calls/{id}/parties': (_, body) => { const name = [...interpreters, ...dispatchers].find(each => each.id === (body.interpreter_id ?? body.dispatcher_id))?.name ?? harbor.name; const party = call_party(body.kind, name, { state: 'ringing', apart: body.apart }); the_call().parties.push(party); if (body.apart) call.state = 'on_hold'; return { id: party.id } },
  'POST /api/calls/{id}/parties/{id}/introduce': ([, which]) => { party_by(which).apart = false; call.state = 'talking'; call.may_leave = true; return done },
  'POST /api/calls/{id}/parties/{id}/apart': ([, which]) => { party_by(which).apart = true; call.state = 'on_hold'; return done },
  'POST /api/calls/{id}/parties/{id}/drop': ([, which]) => { party_by(which).state = 'left'; call.state = 'talking'; return done },
  'POST /api/calls/{id}/watch': () => done,
  'GET /api/call-backs': () => call_backs,
  'GET /api/call-backs/{id}/sound': () => ({ wav: made_up_wav() }),
  'POST /api/call-backs/{id}/call': () => { begin_call(); return done },
  'POST /api/call-backs/{id}/done': ([which]) => { call_backs.splice(call_backs.findIndex(each => each.id === which), 1); return done },
  'GET /api/interpreters': () => interpreters,
  'POST /api/interpreters/search': (_, body) => interpreters.filter(each => each.languages.includes(body.language)),
  'GET /api/interpreters/{id}/code': () => ({ code: '4471 902' }),
  'POST /api/dispatchers/search': (_, body) => /zzz/.test(body.place) ? { place: null, dispatchers: [] } : { place: 'Pasadena, Harris County, TX', dispatchers },
  'GET /api/trunks': () => trunks,
  'GET /api/shift': () => ({ from: minutes(-720), to: minutes(0), cases_opened: 9, consents_granted: 14, consents_withdrawn: 2, channels: [['call', 61, 58, 3, 12, 31], ['text', 22, 22, 0, 40, 118], ['webchat', 37, 35, 2, 25, 71], ['tip', 18, 15, 0, null, null]].map(([channel, arrived, answered, abandoned, median, p90]) => ({ channel, arrived, answered, abandoned, refused: 0, lost: 0, median_wait_seconds: median, p90_wait_seconds: p90 })), steps: [['referral', 11, 7, 1, 3], ['transfer', 4, 3, 1, 0], ['report', 2, 1, 0, 1], ['emergency', 3, 3, 0, 0], ['follow_up', 6, 4, 0, 2], ['safety_plan', 12, 12, 0, 0]].map(([kind, taken, accepted, declined, open]) => ({ kind, taken, accepted, declined, open })) }),
}

const patterns = Object.entries(answers).map(([route, answer]) => {
  const [method, path] = route.split(' ')
  return { method, answer, pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, (_, name) => name === 'id' || name === 'version' ? '(\\d+)' : '([\\w-]+)')}$`) }
})

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const kinds = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

async function body_of(request) {
  let text = ''
  for await (const part of request) text += part
  return text ? JSON.parse(text) : undefined
}

/** For screenshots: POST /dev/offer rings, /dev/fail makes every look-up fail, /dev/slow delays. */
let mood = ''
const dev = {
  '/dev/offer': () => { offers = [{ signal_id: 103, channel: 'webchat', line_class: 'danger', language: 'en', waiting_since: minutes(-0.3), expires_at: minutes(1 / 3), to_everybody: false }]; push({ kind: 'offer_made', subject: 103 }) },
  '/dev/calm_offer': () => { offers = [{ signal_id: 105, channel: 'webchat', line_class: 'chat', language: 'vi', waiting_since: minutes(-2.2), expires_at: minutes(1 / 3), to_everybody: true }]; push({ kind: 'offer_made', subject: 105 }) },
  '/dev/call_offer': () => { offers = [{ signal_id: 110, channel: 'call', line_class: 'call', language: 'es', waiting_since: minutes(-0.3), expires_at: minutes(1 / 3), to_everybody: false }]; push({ kind: 'offer_made', subject: 110 }) },
  '/dev/call': () => { begin_call(); push({ kind: 'signal_changed', subject: 110 }) },
  '/dev/call_room': () => { const party = call.parties.find(each => each.kind === 'provider' || each.kind === 'dispatcher'); if (party) { party.state = 'talking'; party.quality = quality('good') } push({ kind: 'signal_changed', subject: 110 }) },
  '/dev/call_busy': () => { const party = call.parties.at(-1); party.state = 'failed'; party.failure = 'busy'; call.state = 'talking'; push({ kind: 'signal_changed', subject: 110 }) },
  '/dev/watched': () => { call.watched_by = [priya]; push({ kind: 'signal_changed', subject: 110 }) },
  '/dev/consent': () => { consents.unshift({ ...consents[0], id: id(), purpose: 'live_transfer', recipient: harbor }) },
  '/dev/trunk_down': () => { trunks[1] = { name: 'second', state: 'down', why: 'no_answer', since: minutes(-2) } },
  '/dev/no_offer': () => { offers = []; push({ kind: 'offer_withdrawn', subject: 103 }) },
  '/dev/fail': () => { mood = 'fail' }, '/dev/slow': () => { mood = 'slow' }, '/dev/fine': () => { mood = '' },
  '/dev/out': () => { me = undefined }, '/dev/locked': () => { me.state = 'locked' },
}

const sockets = new Set()
function push(event) {
  const words = Buffer.from(JSON.stringify(event))
  for (const socket of sockets) socket.write(Buffer.concat([Buffer.from([0x81, words.length]), words]))
}

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://here').pathname
  const json = (status, value) => { response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }); response.end(JSON.stringify(value)) }
  try {
    if (dev[path]) { dev[path](); return json(200, done) }
    if (path.startsWith('/api/')) {
      const body = await body_of(request)
      if (request.method !== 'GET' && request.headers['x-reachline'] !== 'console') throw new Fault(403, 'not_allowed', 'this does not come from our page')
      if (mood === 'slow' && path !== '/api/session') await new Promise(wait => setTimeout(wait, 20_000))
      if (mood === 'fail' && path !== '/api/session') throw new Fault(500, 'broken', 'made up')
      for (const { method, pattern, answer } of patterns) {
        const found = method === request.method && pattern.exec(path)
        if (found) return json(200, answer(found.slice(1).map(part => /^\d+$/.test(part) ? Number(part) : part), body))
      }
      throw new Fault(404, 'not_found', 'there is nothing here')
    }
    const file = normalize(path === '/' ? '/index.html' : path)
    const bytes = await readFile(join(dist, file))
    response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    response.end(bytes)
  } catch (failure) {
    if (failure instanceof Fault) json(failure.status, { fault: failure.fault, text: failure.message })
    else if (failure.code === 'ENOENT') json(404, { fault: 'not_found', text: 'there is no such file' })
    else { console.error(failure); json(500, { fault: 'broken', text: 'the made-up server broke' }) }
  }
})
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  socket.on('error', () => sockets.delete(socket))
  socket.on('data', bytes => { if ((bytes[0] & 15) === 8) socket.end() })
})
server.listen(port, '127.0.0.1', () => console.log(`made-up console: http://127.0.0.1:${port} (names: ana, priya, root; any passphrase and code) ${randomBytes(2).toString('hex')}`))
