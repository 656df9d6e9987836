/** The ports of services, from the schemes of URLs. */
import { socket } from 'berkeley';
import { print } from './python.ts';

const URLS = [
  'http://www.python.org',
  'https://www.mybank.com',
  'ftp://prep.ai.mit.edu',
  'gopher://gopher.micro.umn.edu',
  'smtp://mail.example.com',
  'imap://mail.example.com',
  'imaps://mail.example.com',
  'pop3://pop.example.com',
  'pop3s://pop.example.com',
];

for (const url of URLS) {
  // A URL's protocol is its scheme with the colon.
  const scheme = new URL(url).protocol.slice(0, -1);
  const port = socket.getservbyname(scheme);
  print(`${scheme.padStart(6)} : ${port}`);
}
