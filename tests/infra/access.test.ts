/** The roles of the template against the table of expected-access.ts, and what must never be in any of them. */

import { expect, test } from 'vitest';
import { expectedAccess } from './expected-access.ts';
import { functionNames, openTemplate, say } from './open-template.ts';
import { linesOfRoles } from './roles.ts';

const opened = openTemplate();
const roles = linesOfRoles(opened);
const isLog = (line: string): boolean => line.startsWith('logs:');
const linesOf = (name: string): readonly string[] => roles.get(`Functions${name}Role`) ?? [];

test.each(functionNames)('%s may do exactly what the table says', name => {
  expect(
    linesOf(name)
      .filter(line => !isLog(line))
      .toSorted(),
  ).toEqual(expectedAccess[name]?.toSorted());
});

test.each(functionNames)('%s writes its own log and no other', name => {
  expect(linesOf(name).filter(isLog)).toEqual(
    ['CreateLogStream', 'PutLogEvents'].map(action => `logs:${action} → Functions${name}Log`),
  );
});

test('each function has a role of its own, and the only other role is of the upload of the console', () => {
  const used = functionNames.map(name => say(opened.lambda(name).Properties.Role));
  expect(used).toEqual(functionNames.map(name => `Functions${name}Role`));
  const others = [...roles.keys()].filter(role => !used.includes(role));
  expect(others).toEqual([expect.stringMatching(/^CustomCDKBucketDeployment/)]);
});

test('no function has a managed policy, a role beside its own policy, or an action with a wildcard', () => {
  for (const { id, Properties } of opened.of('AWS::IAM::Role').filter(({ id }) => id.startsWith('Functions'))) {
    expect(Properties, id).not.toHaveProperty('ManagedPolicyArns');
    expect(Properties, id).not.toHaveProperty('Policies');
  }
  for (const name of functionNames)
    for (const line of linesOf(name)) expect(line.split(' → ')[0], name).not.toContain('*');
});

test('only the worker unwraps data keys', () => {
  expect(functionNames.filter(name => linesOf(name).some(line => line.includes('Decrypt')))).toEqual(['worker']);
});

test('only those that ask the model may read its key', () => {
  const readers = functionNames.filter(name => linesOf(name).some(line => line.startsWith('secretsmanager:')));
  expect(readers).toEqual(['sessions', 'ingress', 'worker']);
});

test('nobody may scan the table, and none but the worker writes into the bucket', () => {
  const doing = (what: RegExp): string[] => functionNames.filter(name => linesOf(name).some(line => what.test(line)));
  expect(doing(/dynamodb:\S*Scan|dynamodb:\S*Batch|PartiQL/)).toEqual([]);
  expect(doing(/^s3:.*(?:Put|Delete)Object/)).toEqual(['worker']);
});

test('what comes from other services can touch no task', () => {
  expect(linesOf('ingress').filter(line => line.includes('task/'))).toEqual([]);
});
