import { expect, test } from 'vitest';
import { changeIn, type Edited, personShape } from '#renderer/screens/settings/people/person-shape.ts';

const kim: Edited = {
  source: 'settings',
  key: '1',
  version: 4,
  kind: 'partner contact',
  name: 'Kim',
  email: 'kim@acme.example',
  mobile: null,
  roles: ['edi'],
  partners: ['Acme Foods', 'Northwind'],
  language: null,
  zone: null,
};

test('Only what was changed of a person is sent.', () => {
  const draft = personShape.toDraft(kim);
  expect(changeIn(kim, draft, kim.kind)).toEqual({});
  expect(changeIn(kim, { ...draft, email: '', partners: 'Acme Foods\n\n' }, kim.kind)).toEqual({
    email: '',
    partners: ['Acme Foods'],
  });
  expect(changeIn(kim, { ...draft, kind: 'colleague', roles: '' }, 'colleague')).toEqual({
    kind: 'colleague',
    roles: [],
  });
});
