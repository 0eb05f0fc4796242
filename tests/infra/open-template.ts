/** Makes the stack's template in this process, with stand-ins for the bundles: no esbuild, no Docker, no account, no network. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { access } from '../../infra/access.ts';
import { ErrandStack } from '../../infra/errand-stack.ts';
import { explainExceptions } from '../../infra/nag.ts';
import { readSettings } from '../../infra/settings.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

export const functionNames = Object.keys(access);

const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

export const sampleContext = {
  oidcIssuer: 'https://issuer.example',
  oidcAudience: 'errand',
  origins: 'https://app.example',
  modelBaseUrl: 'https://model.example/v1',
};

/** Of one test file, gone with it. */
const root = mkdtempSync(join(tmpdir(), 'errand-templates-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export function openTemplate(given: Readonly<Record<string, string>> = sampleContext) {
  const folder = mkdtempSync(join(root, 'template-'));
  const bundles = standIns(join(folder, 'bundles'));
  const app = new App({
    outdir: join(folder, 'cdk.out'),
    // Its own validator takes four seconds; `cdk synth` has it.
    builtinCloudFormationValidation: false,
    context: { ...context, 'aws:cdk:bundling-stacks': [], bundles, ...given },
  });
  const stack = new ErrandStack(app, 'Errand', { settings: readSettings(app.node) });
  explainExceptions(stack);
  const template = Template.fromStack(stack);
  const { Resources } = template.toJSON() as { Resources: Readonly<Record<string, Resource>> };
  const all = Object.entries(Resources).map(([id, resource]) => ({ id, ...resource }));
  return {
    app,
    stack,
    template,
    of: (type: string) => all.filter(({ Type }) => Type === type),
    /** The one resource of a type whose id begins so. */
    the(type: string, prefix: string) {
      const found = all.filter(({ id, Type }) => Type === type && id.startsWith(prefix));
      const [one] = found;
      if (one === undefined || found.length > 1) throw new Error(`There are ${found.length} ${type} of ${prefix}.`);
      return one;
    },
    /** The function of functions/<name>.ts. */
    lambda(name: string) {
      const found = all.find(({ id, Type }) => Type === 'AWS::Lambda::Function' && id.startsWith(`Functions${name}F`));
      if (found === undefined) throw new Error(`The template has no function ${name}.`);
      return found;
    },
  };
}

export type OpenTemplate = ReturnType<typeof openTemplate>;

/** As `npm run bundle` lays them out, without what is in them. */
function standIns(bundles: string): string {
  for (const name of [...functionNames, 'console']) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), `export const handler = '${name}';`);
  }
  return bundles;
}

/** `{"Fn::GetAtt": ["Table710B521B", "Arn"]}` becomes `Table`: without the hash, as a person would say it. */
export function say(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const [name, inner] = Object.entries(value)[0] ?? [];
  if (name === 'Ref') return String(inner).replace(HASH, '');
  if (name === 'Fn::GetAtt' && Array.isArray(inner)) return sayAttribute(String(inner[0]), String(inner[1]));
  if (name === 'Fn::Join' && Array.isArray(inner) && Array.isArray(inner[1])) return inner[1].map(say).join('');
  return JSON.stringify(value);
}

const HASH = /[0-9A-F]{8}$/;

const sayAttribute = (id: string, attribute: string): string =>
  attribute === 'Arn' ? id.replace(HASH, '') : `${id.replace(HASH, '')}.${attribute}`;
