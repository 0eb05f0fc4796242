/** The CDK's entry for emulators: the product's own stack, with what an emulator cannot know set in its template. Each line says why; the product knows none of it. */

import { App } from 'aws-cdk-lib';
import { CfnAuthorizer, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { ErrandStack } from './errand-stack.ts';
import { readSettings } from './settings.ts';

/** `npm run synth` validates the same stack; here that would only cost four seconds a time. */
const app = new App({ builtinCloudFormationValidation: false });
const stack = new ErrandStack(app, 'Errand', { settings: readSettings(app.node) });
const endpoint = contextText('emulator');
const all = stack.node.findAll();

/** API Gateway's own host names lead to AWS, from an emulator's functions too. Emulators serve the same paths under their own address. */
const socket = only(all.filter(one => one instanceof WebSocketApi));
const stage = only(all.filter(one => one instanceof WebSocketStage));
setVariable('ERRAND_SOCKET_ENDPOINT', `${endpoint}/_aws/execute-api/${socket.apiId}/${stage.stageName}`);

/** MiniStack takes an absent list for `$request.header.Authorization` and refuses, unasked, who comes with an API key. AWS takes it for none. */
for (const one of all) if (one instanceof CfnAuthorizer) one.addPropertyOverride('IdentitySource', []);

/** No fault of an emulator: sites on this machine are not public, and the worker refuses such unless told by name. */
setVariable('ERRAND_ALLOW_HOSTS', contextText('allowHosts', ''), ({ node }) => node.path.includes('/worker/'));

app.synth();

/** Of each function that has it already, or of those that are chosen. */
function setVariable(name: string, value: string, isChosen?: (one: CfnFunction) => boolean): void {
  if (value === '') return;
  const functions = all.filter(one => one instanceof CfnFunction);
  const chosen = functions.filter(isChosen ?? (one => JSON.stringify(stack.resolve(one.environment)).includes(name)));
  if (chosen.length === 0) throw new Error(`No function of the stack takes ${name}.`);
  for (const one of chosen) one.addPropertyOverride(`Environment.Variables.${name}`, value);
}

function contextText(name: string, fallback?: string): string {
  const value: unknown = app.node.tryGetContext(name) ?? fallback;
  if (typeof value !== 'string') throw new Error(`-c ${name}=… is missing.`);
  return value;
}

function only<One extends IConstruct>(found: readonly One[]): One {
  const [one, ...others] = found;
  if (one === undefined || others.length > 0) throw new Error(`There is not just one: ${found.length}.`);
  return one;
}
