// Looks at every screen of the console: a screenshot each, and what axe finds. For development.
//
//   node web/console/dev/look.mjs FOLDER [name-of-one-screen]
//
// Exits with 1 when axe finds something, a script fails, or anything but our own origin is asked.

import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const folder = process.argv[2] ?? '/tmp/console-look'
const only = process.argv[3]
mkdirSync(folder, { recursive: true })
const here = dirname(fileURLToPath(import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const port = 8091 + Math.floor(Math.random() * 500)
const origin = `http://127.0.0.1:${port}`

const talk = '#at=talk&signal=101&case=201'
const in_call = '#at=talk&signal=110&case=201'
const call_shown = async page => { await dev('call'); await page.waitForSelector('.call .parties') }
const dev = async what => { await fetch(`${origin}/dev/${what}`) }
const screens = {
  sign_in: { who: null },
  first_invite: { who: null, act: async page => { await page.click('text=First time here'); } },
  first_finish: { who: null, act: async page => { await page.click('text=First time here'); await page.fill('input', 'K7QM'); await page.keyboard.press('Enter'); await page.waitForSelector('svg') } },
  waiting: { who: null, act: async page => { await page.click('text=First time here'); await page.fill('input', 'K7QM'); await page.keyboard.press('Enter'); await page.waitForSelector('svg'); const inputs = page.locator('input'); await inputs.nth(0).fill('123456'); await inputs.nth(1).fill('correct horse battery'); await inputs.nth(2).fill('correct horse battery'); await page.click('button.first'); await page.waitForSelector('.check_words') } },
  locked: { at: talk, act: async page => { await page.keyboard.press('Shift+L'); await page.waitForSelector('input[type=password]') } },
  nothing_open: { at: '#at=talk' },
  talk: { at: talk },
  talk_steps: { at: `${talk}&open=steps` },
  offer: { at: talk, act: async page => { await dev('offer'); await page.waitForSelector('.offer') } },
  offer_calm: { at: '#at=talk', act: async page => { await dev('calm_offer'); await page.waitForSelector('.offer') } },
  safety_unknown: { at: '#at=talk&signal=102' },
  not_safe: { at: '#at=talk&signal=103' },
  tip: { at: '#at=talk&signal=107' },
  scripts: { at: talk, act: async page => { await page.keyboard.press('Control+k'); await page.waitForSelector('.scripts li') } },
  transfer: { at: talk, act: async page => { await page.keyboard.press('t'); await page.waitForSelector('.transfer form'); await page.fill('.transfer input', 'harbor'); await page.waitForSelector('.found li') } },
  transfer_room: { at: talk, act: async page => { await page.keyboard.press('t'); await page.fill('.transfer input:not([type=checkbox])', 'harbor'); await page.click('.found button'); await page.click('.transfer button.first'); await page.waitForSelector('.transfer .notice') } },
  wrap_up: { at: talk, act: async page => { await page.keyboard.press('w'); await page.waitForSelector('.wrap') } },
  by_hand: { at: '#at=talk', act: async page => { await page.keyboard.press('h'); await page.waitForSelector('textarea') } },
  call_offer: { at: '#at=talk', act: async page => { await dev('call_offer'); await page.waitForSelector('.offer') } },
  sound_check: { at: '#at=talk', act: async page => { await page.locator('.presence button').nth(1).click(); await page.locator('.presence button').first().click(); await page.waitForSelector('.check_card') } },
  call: { at: in_call, act: async page => { await call_shown(page); await dev('watched'); await page.waitForSelector('.call .notice') } },
  call_hold: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('h'); await page.waitForSelector('.call .notice.is-clock') } },
  call_hang_up: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('w'); await page.waitForTimeout(200) } },
  call_keypad: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('k'); await page.waitForSelector('.keys'); await page.keyboard.type('42#') } },
  call_interpreter: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('i'); await page.waitForSelector('.call li .first') } },
  call_phone: { at: in_call, act: async page => { await call_shown(page); await page.locator('.call button.plain.small').first().click(); await page.waitForTimeout(200) } },
  call_transfer: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('t'); await page.waitForSelector('.warm'); await page.fill('.warm input', 'harbor'); await page.click('.warm .found button'); await page.waitForTimeout(200) } },
  call_transfer_number: { at: in_call, act: async page => { await dev('consent'); await call_shown(page); await page.keyboard.press('t'); await page.fill('.warm input', 'harbor'); await page.click('.warm .found button'); await page.waitForTimeout(300) } },
  call_transfer_apart: { at: in_call, act: async page => { await dev('consent'); await call_shown(page); await page.keyboard.press('t'); await page.fill('.warm input', 'harbor'); await page.click('.warm .found button'); await page.locator('.warm button.first').click(); await page.waitForSelector('.ask'); await dev('call_room'); await page.waitForTimeout(300) } },
  call_transfer_busy: { at: in_call, act: async page => { await dev('consent'); await call_shown(page); await page.keyboard.press('t'); await page.fill('.warm input', 'harbor'); await page.click('.warm .found button'); await page.locator('.warm button.first').click(); await page.waitForSelector('.ask'); await dev('call_busy'); await page.waitForTimeout(300) } },
  call_transfer_together: { at: in_call, act: async page => { await dev('consent'); await call_shown(page); await page.keyboard.press('t'); await page.fill('.warm input', 'harbor'); await page.click('.warm .found button'); await page.locator('.warm button.first').click(); await page.waitForSelector('.ask'); await dev('call_room'); await page.waitForTimeout(300); await page.locator('.warm button.first').click(); await page.waitForTimeout(300) } },
  call_emergency: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('Shift+E'); await page.fill('.danger_card form input', 'Pasadena, TX'); await page.keyboard.press('Enter'); await page.waitForSelector('.danger_card li .first'); await page.locator('.danger_card input[type=checkbox]').first().check(); await page.fill('.danger_card textarea', 'A man breaks the door.') } },
  call_emergency_there: { at: in_call, act: async page => { await call_shown(page); await page.keyboard.press('Shift+E'); await page.fill('.danger_card form input', 'Pasadena, TX'); await page.keyboard.press('Enter'); await page.waitForSelector('.danger_card li .first'); await page.locator('.danger_card input[type=checkbox]').first().check(); await page.fill('.danger_card textarea', 'A man breaks the door.'); await page.locator('.danger_card li .first').first().click(); await page.waitForSelector('.danger_card ol'); await dev('call_room'); await page.waitForTimeout(300) } },
  call_elsewhere: { at: '#at=directory', act: async page => { await dev('call'); await page.waitForSelector('.strip') } },
  call_backs: { at: '#at=call_backs', act: async page => { await page.waitForSelector('.page li'); await page.locator('.page [role=group] button').first().click(); await page.waitForTimeout(400) } },
  calls: { at: '#at=calls', who: 'priya', before_open: async () => { await dev('trunk_down') }, act: async page => { await page.waitForSelector('.page li') } },
  calls_edit: { at: '#at=calls', who: 'priya', act: async page => { await page.locator('#interpreters-title + button').click(); await page.waitForSelector('.languages label') } },
  people: { at: `${talk}&open=people` },
  assessment: { at: `${talk}&open=assessment` },
  consent: { at: `${talk}&open=consent` },
  consent_builder: { at: `${talk}&open=consent`, act: async page => { await page.click('text=Ask for consent'); await page.selectOption('.builder select', 'referral'); await page.fill('.builder input:not([type=checkbox])', 'harbor'); await page.click('.found button'); await page.click('text=Shelter intake, the least'); } },
  exception: { at: `${talk}&open=consent`, act: async page => { await page.click('text=Without consent…'); await page.click('text=Imminent danger') } },
  steps_preview: { at: `${talk}&open=steps`, act: async page => { await page.click('.step .head'); await page.waitForSelector('.sheet') } },
  step_draft: { at: `${talk}&open=steps`, act: async page => { await page.click('.ways button:has-text("Referral")'); await page.waitForSelector('text=Make the page') } },
  plan: { at: `${talk}&open=plan` },
  notes: { at: `${talk}&open=notes` },
  timeline: { at: `${talk}&open=timeline` },
  cases: { at: '#at=cases' },
  break_glass: { at: '#at=cases', act: async page => { await page.click('text=Break glass') } },
  follow_ups: { at: '#at=follow_ups' },
  directory: { at: '#at=directory&case=201', act: async page => { await page.fill('.search input', 'shelter'); await page.keyboard.press('Enter'); await page.waitForSelector('.rows li'); await page.click('.rows h2 button'); await page.waitForSelector('.detail') } },
  directory_begin: { at: '#at=directory' },
  decisions: { at: '#at=decisions', who: 'priya' },
  alarms: { at: '#at=alarms', who: 'priya' },
  shift: { at: '#at=shift', who: 'priya' },
  admissions: { at: '#at=admissions', who: 'priya' },
  accounts: { at: '#at=accounts', who: 'root' },
  accounts_invite: { at: '#at=accounts', who: 'root', act: async page => { await page.click('text=Invite somebody') } },
  partners: { at: '#at=partners', who: 'priya' },
  partners_propose: { at: '#at=partners', who: 'priya', act: async page => { await page.locator('h1 + button').click(); await page.locator('input[type=radio]').last().check() } },
  audit: { at: '#at=audit', who: 'otto' },
  audit_checked: { at: '#at=audit', who: 'otto', act: async page => { await page.click('details.card summary'); await page.click('details.card button'); await page.waitForSelector('dl') } },
  keys: { at: talk, act: async page => { await page.keyboard.press('?'); await page.waitForSelector('dialog') } },
  loading: { at: talk, before: () => dev('slow') },
  failed: { at: talk, before: () => dev('fail') },
}

async function a_server() {
  const server = spawn('node', [join(here, 'fixtures.mjs'), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise(ready => server.stdout.once('data', ready))
  return async () => { server.kill(); await new Promise(ended => server.once('exit', ended)) }
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required'] })
let faults = 0

async function look(name, { at = '', who = 'ana', act, before, before_open }, width, height, scheme) {
  const stop = await a_server()
  await fetch(`${origin}/api/session`, who ? { method: 'POST', headers: { 'x-reachline': 'console' }, body: JSON.stringify({ name: who }) } : { method: 'DELETE', headers: { 'x-reachline': 'console' } })
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: process.env.SPEAK ?? 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', said => { if (said.type() === 'error' && !said.text().includes('status of')) { faults++; console.log(`${name}: console: ${said.text()}`) } })
  page.on('pageerror', error => { faults++; console.log(`${name}: script: ${error.message}`) })
  page.on('request', request => { if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) { faults++; console.log(`${name}: foreign: ${request.url()}`) } })
  await (before ?? before_open)?.()
  await page.goto(`${origin}/${at}`)
  if (!before) await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
  try { await act?.(page) } catch (error) { faults++; console.log(`${name}: ${error.message.split('\n')[0]}`) }
  await page.waitForTimeout(250)
  await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) })
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  for (const fault of found.violations) { faults++; console.log(`${name} ${width} ${scheme}: ${fault.id}: ${fault.help}\n   ${fault.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join('\n   ')}`) }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) { faults++; console.log(`${name} ${width}: ${wide} px too wide`) }
  await context.close()
  await stop()
}

const sizes = (process.env.SIZES ?? '1440x900').split(' ').map(size => size.split('x').map(Number))
const schemes = (process.env.SCHEMES ?? 'light').split(' ')
for (const [name, screen] of Object.entries(screens)) if (!only || only.split(',').includes(name)) for (const [width, height] of sizes) for (const scheme of schemes) await look(name, screen, width, height, scheme)
await browser.close()
console.log(faults === 0 ? 'no findings' : `${faults} findings`)
process.exit(faults === 0 ? 0 : 1)
