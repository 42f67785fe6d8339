import { expect, test } from 'vitest';
import { networkOf } from '../../functions/domain/client-network.ts';

test.each([
  ['192.0.2.17', '192.0.2.17'],
  ['2001:db8:12:34:56:78:9a:bc', '2001:db8:12:34'],
  ['2001:DB8:0012:0034::1', '2001:db8:12:34'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1::', '2001:db8:1:0'],
  ['::ffff:192.0.2.17', '::ffff:192.0.2.17'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
