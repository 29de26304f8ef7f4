// Scenarios for sipp that are made of steps, where a file for each would say the same for pages.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'reachline-scenario-'));
let count = 0;

/** Writes the steps to a file that sipp takes. */
export function scenario(...steps: string[]): string {
  const file = join(folder, `${(count += 1)}.xml`);
  // sipp takes a variable that is named once for a mistake.
  const names = [...steps.join('').matchAll(/assign_to="(\w+)"/g)].map(([, name]) => name);
  const used = names.length > 0 ? `<Reference variables="${names.join(',')}"/>` : '';
  writeFileSync(file, `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="made">\n${steps.join('\n')}\n${used}\n</scenario>\n`);
  return file;
}

const send = (lines: string[], body: string[], resent: boolean) =>
  `<send${resent ? ' retrans="500"' : ''}><![CDATA[\n${[...lines.filter((line) => line !== ''), 'Content-Length: [len]', '', ...body].join('\n')}\n\n]]></send>`;

export const plainVoice = ['v=0', 'o=far 1 1 IN IP[local_ip_type] [address]', 's=-', 'c=IN IP[local_ip_type] [address]', 't=0 0', 'm=audio [rtp] RTP/AVP 0 101', 'a=rtpmap:0 PCMU/8000', 'a=rtpmap:101 telephone-event/8000'];
const me = '[local_ip]:[local_port]';
const contact = `Contact: <sip:5550100@${me};transport=[transport]>`;
const sdp = (body: string[]) => (body.length > 0 ? 'Content-Type: application/sdp' : '');

/** As the caller: a request, the first of the call or one inside it. */
export function request(method: string, number: number, more: string[] = [], body: string[] = [], ackOf?: 'refused'): string {
  const isFirst = method === 'INVITE' && number === 1;
  return send(
    [
      `${method} sip:line@[remote_ip]:[remote_port] SIP/2.0`,
      `Via: SIP/2.0/[transport] ${me};branch=${ackOf === 'refused' ? '[branch-2]' : '[branch]'}`,
      `From: <sip:5550100@${me}>;tag=[pid]c[call_number]`,
      `To: <sip:line@[remote_ip]:[remote_port]>${isFirst ? '' : '[peer_tag_param]'}`,
      'Call-ID: [call_id]',
      `CSeq: ${number} ${method}`,
      contact,
      'Max-Forwards: 70',
      ...more,
      sdp(body),
    ],
    body,
    method !== 'ACK',
  );
}

/** Inside a call that a proxy carries: along the route that the message said which `learns` it. As who was called, `asked` must have taken `them` and `us`. */
export function carried(method: string, number: number, as: 'caller' | 'called', more: string[] = [], body: string[] = []): string {
  const ends = as === 'caller' ? [`From: <sip:5550100@${me}>;tag=[pid]c[call_number]`, 'To: <sip:line@[remote_ip]:[remote_port]>[peer_tag_param]'] : ['From: [$us];tag=[pid]s[call_number]', 'To: [$them]'];
  return send([`${method} [next_url] SIP/2.0`, `Via: SIP/2.0/[transport] ${me};branch=[branch]`, '[routes]', ...ends, 'Call-ID: [call_id]', `CSeq: ${number} ${method}`, contact, 'Max-Forwards: 70', ...more, sdp(body)], body, method !== 'ACK');
}
export const learns = (step: string) => step.replace('<recv ', '<recv rrs="true" ');
/** The whole of a header, under a name. */
export const takes = (name: string, header: string) => `<ereg regexp=".*" search_in="hdr" header="${header}" assign_to="${name}"/>`;

/** As either side: an answer to the request that came last. */
export function answer(status: string, more: string[] = [], body: string[] = [], tagged = false): string {
  return send(
    [`SIP/2.0 ${status}`, '[last_Via:]', '[last_From:]', tagged ? '[last_To:];tag=[pid]s[call_number]' : '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]', contact, ...more, sdp(body)],
    body,
    false,
  );
}

export const asked = (method: string, check = '') => `<recv request="${method}"${check ? `><action>${check}</action></recv>` : '/>'}`;
export const answered = (status: number, check = '', optional = false) =>
  `<recv response="${status}"${optional ? ' optional="true"' : ''}${check ? `><action>${check}</action></recv>` : '/>'}`;
/** The message must hold this, or the call fails. */
export const holds = (header: string, pattern: string) =>
  `<ereg regexp="${pattern}" search_in="hdr" header="${header}" check_it="true" assign_to="${(count += 1)}"/>`;
export const waits = (ms: number) => `<pause milliseconds="${ms}"/>`;
