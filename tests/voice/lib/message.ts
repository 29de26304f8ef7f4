// A request as it stands in a datagram.

export function request(method: string, id: string, more = '', body = ''): string {
  return (
    `${method} sip:line@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5099;rport;branch=z9hG4bK${id}\r\n` +
    `From: <sip:5550100@127.0.0.1>;tag=${id}\r\nTo: <sip:line@127.0.0.1>\r\nCall-ID: ${id}\r\nCSeq: 1 ${method}\r\n` +
    `Contact: <sip:5550100@127.0.0.1:5099>\r\nMax-Forwards: 70\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`
  );
}
