import { expect, test } from 'vitest';
import { chosenAmong, namesSomebody } from '../../functions/domain/meeting/chosen-tutors.ts';

const tutor = (name: string, email = `${name.split(' ').at(-1)?.toLowerCase()}@ac.example`) => ({
  ...{ name, email, roles: ['tutor' as const] },
});
const tutors = [
  tutor('Léa Le Goff', 'lea@ac.example'),
  tutor('Paul Martin', 'paul@ac.example'),
  tutor('Zoé Martin', 'zoe@ac.example'),
  tutor('Ali Martineau'),
];
const chosen = (text: string, ticked: string[] = []) => chosenAmong(text, tutors, ticked);

test.each([
  ['le goff', 'lea@ac.example'],
  ['Mme LE GOFF Lea', 'lea@ac.example'],
  ['Léa Le Goff <lea@ac.example>', 'lea@ac.example'],
  ['zoe martin', 'zoe@ac.example'],
  ['Martine', 'martineau@ac.example'],
  ['Nobody@ac.example', 'Nobody@ac.example'],
])('« %s » is %s', (typed, address) => {
  expect(chosen(typed)).toEqual({ addresses: [address], unclear: [] });
});

test('what is of several, or of nobody, is left to who typed it, and nothing is lost', () => {
  const { addresses, unclear } = chosen('a@x.fr b@x.fr; Martin\nle goff, Inconnu\n–');
  expect(addresses).toEqual(['a@x.fr', 'b@x.fr', 'lea@ac.example']);
  expect(unclear.map(({ typed, found }) => [typed, found.map(({ email }) => email)])).toEqual([
    ['Martin', ['paul@ac.example', 'zoe@ac.example']],
    ['Inconnu', []],
    ['–', []],
  ]);
});

test('those who were ticked among several are chosen', () => {
  const both = ['zoe@ac.example', 'paul@ac.example'];
  expect(chosen('Martin', ['zoe@ac.example']).addresses).toEqual(['zoe@ac.example']);
  expect(chosen('Martin', both).addresses).toEqual(['paul@ac.example', 'zoe@ac.example']);
  expect(chosen('Martin', ['lea@ac.example']).unclear).toHaveLength(1);
});

test('the list is wanted for names alone, and for no more of them than may be chosen', () => {
  expect(namesSomebody('a@x.fr, b@x.fr')).toBe(false);
  expect(namesSomebody('a@x.fr\nLe Goff')).toBe(true);
  expect(namesSomebody(Array.from({ length: 201 }, (_, at) => `Nom${at}`).join('\n'))).toBe(false);
});
