/** The CDK's entry: reads the context, makes the one stack, and has it checked. Deploys nothing and needs no account. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ErrandStack } from './errand-stack.ts';
import { explainExceptions } from './nag.ts';
import { readSettings } from './settings.ts';

const app = new App();
const settings = readSettings(app.node);
if (!existsSync(join(settings.bundles, 'worker/index.mjs')))
  throw new Error(`There are no bundles in ${settings.bundles}: run "npm run bundle" first.`);
const stack = new ErrandStack(app, 'Errand', { settings, description: 'Errand: an agent backend that asks first' });
explainExceptions(stack);
if (settings.oidcIssuer === undefined)
  Annotations.of(stack).addWarningV2(
    'errand:no-issuer',
    'No oidcIssuer is set: this deployment will know nobody and refuse every request but /health and the documents.',
  );
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
