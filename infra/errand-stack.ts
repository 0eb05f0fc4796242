/** Errand on AWS: one stack. Only puts the constructs together; what each is stands in its own file. */

import { join } from 'node:path';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULT_MODEL } from '../lib/config.ts';
import { Alarms } from './constructs/alarms.ts';
import { Artifacts, artifactsOrigin, LogBucket } from './constructs/buckets.ts';
import { Console, type ConsoleSignIn } from './constructs/console.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { Http } from './constructs/http.ts';
import { Keys } from './constructs/keys.ts';
import { Queues } from './constructs/queues.ts';
import { Socket } from './constructs/socket.ts';
import { Clock, Ingress, relayStream } from './constructs/sources.ts';
import { ErrandTable } from './constructs/table.ts';
import { Functions } from './functions.ts';
import type { Settings } from './settings.ts';

export interface ErrandStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * What is named by others comes first: the console's policy names the APIs and the bucket, the bucket and the functions name
 * the console, the routes name the functions. In any other order CloudFormation finds a circle.
 */
export class ErrandStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: ErrandStackProps) {
    super(scope, id, props);
    const keys = new Keys(this, 'Keys', { withModelKey: settings.modelKey === 'secret' });
    const isOffline = keys.modelKey === undefined && settings.modelBaseUrl === undefined;
    const table = new ErrandTable(this, 'Table');
    const queues = new Queues(this, 'Queues');
    const logs = new LogBucket(this, 'Logs');
    const http = new Http(this, 'Http', { origins: settings.origins });
    const socket = new Socket(this, 'Socket');
    const page = new Console(this, 'Console', {
      folder: settings.consoleFiles === 'none' ? undefined : join(settings.bundles, 'console'),
      logs,
      apiHost: http.host,
      socket,
      storageOrigin: artifactsOrigin(this),
      model: isOffline ? 'offline' : (settings.model ?? DEFAULT_MODEL),
      isOffline,
      signIn: signInOf(settings),
    });
    const artifacts = new Artifacts(this, 'Artifacts', {
      origins: [page.origin, ...settings.origins],
      logs,
      keepDays: settings.artifactDays,
    });
    const { all } = new Functions(this, 'Functions', {
      settings,
      parts: { keys, table, queues, artifacts, socket },
      origins: { console: page.origin, api: `https://${http.host}` },
    });
    http.mount(all, all.authorizer);
    socket.mount(all.socket);
    relayStream(all.relay, table.table, queues.deadRecords);
    new Clock(this, 'Clock', all.reaper);
    const ingress = new Ingress(this, 'Ingress', { ingress: all.ingress, requests: queues.requests });
    new Alarms(this, 'Alarms', {
      functions: all,
      tasks: queues.tasks,
      relay: all.relay,
      dead: queues.dead,
      email: settings.alarmEmail,
    });
    new Dashboard(this, 'Dashboard', {
      stage: http.stage,
      functions: all,
      tasks: queues.tasks,
      dead: queues.dead,
      table: table.table,
    });
    this.say({
      ConsoleUrl: page.origin,
      ApiUrl: `https://${http.host}`,
      SocketUrl: socket.url,
      ModelKeySecret: keys.modelKey?.secretName,
      RequestBus: ingress.bus.eventBusName,
      RequestQueue: queues.requests.queueUrl,
      ArtifactsBucket: artifacts.bucket.bucketName,
      TableName: table.name,
      WrappingKey: keys.wrapping.keyArn,
    });
  }

  private say(outputs: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(outputs)) if (value !== undefined) new CfnOutput(this, name, { value });
  }
}

/** Where people sign in to the console: at the issuer whose tokens the API takes. */
function signInOf(settings: Settings): ConsoleSignIn | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcScope: scope, oidcOrigins: origins } = settings;
  if (issuer === undefined || clientId === undefined) return undefined;
  const [audience] = settings.oidcAudience?.split(',').map(one => one.trim()) ?? [];
  return { at: { issuer, clientId, scope, ...(audience === undefined ? {} : { audience }) }, origins };
}
