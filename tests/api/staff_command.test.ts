// Accounts from the command line, for who runs the server: beside it to look, in its place to change.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, reachline, Staff } from '../lib/hotline';

let hotline: Hotline;
const staff = (...args: string[]) => reachline(['staff', ...args, '--data', hotline.data]);

beforeAll(async () => {
  hotline = await Hotline.start();
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
});

test('who runs the server sees the accounts beside it, and changes them only in its place', () => {
  const listed = staff('list');

  expect(listed.status).toBe(0);
  expect(listed.said).toMatch(/^maria +active +advocate$/m);
  expect(staff('add', 'ines', '--role', 'advocate')).toEqual({ status: 1, said: '', complained: 'reachline: the hotline runs: change accounts at its console, or stop it first\n' });
});

test('somebody is invited, reset and ended while the hotline rests', async () => {
  await hotline.kill();

  const invited = staff('add', 'ines', '--role', 'advocate', '--role', 'liaison');
  const code = invited.said.match(/^ {4}((?:[0-9a-f]{4}-){7}[0-9a-f]{4})$/m)![1];
  const reset = staff('reset', 'ines');
  const ended = staff('end', 'sam');

  expect([invited.status, reset.status, ended.status]).toEqual([0, 0, 0]);
  expect(reset.said).not.toContain(code);
  expect(staff('list').said).toMatch(/^ines +invited +advocate, liaison$/m);
  expect(staff('list').said).toMatch(/^sam +ended/m);
  expect(reachline(['verify', '--data', hotline.data]).said).toBe('verify: every promise holds\n');
  await hotline.run();
  const stranger = new Staff(hotline.console);
  expect((await stranger.ask('POST', '/api/invites/look', { invite_code: code })).status).toBe(404);
  await expect(Staff.signIn(hotline, 'sam')).rejects.toThrow('403');
});

test('what cannot be is refused in plain words', async () => {
  await hotline.kill();

  expect(staff('add', 'eve', '--role', 'queen').status).toBe(2);
  expect(staff('add', 'eve', '--role', 'administrator', '--role', 'advocate').complained).toBe('reachline: an administrator cannot also work on cases\n');
  expect(staff('add', 'Eve!', '--role', 'advocate').complained).toBe('reachline: a name has 2 to 40 small letters, digits, dots or hyphens\n');
  expect(staff('add', 'maria', '--role', 'advocate').status).toBe(1);
  expect(staff('end', 'nobody').complained).toBe('reachline: there is no account of that name\n');
  expect(reachline(['staff', 'list', '--data', '/nonexistent']).complained).toBe('reachline: there is no hotline in this folder\n');
  await hotline.run();
});
