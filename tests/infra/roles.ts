/** Reads what each role of a template may do, as lines that a person can compare. Judges nothing. */

import { type OpenTemplate, say } from './open-template.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** By the role's name without its hash; each line `service:Action → resource [bounds]`. */
export function linesOfRoles({ of }: OpenTemplate): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const { id } of of('AWS::IAM::Role')) lines.set(say({ Ref: id }), []);
  for (const { Properties } of of('AWS::IAM::Policy')) {
    const { Roles = [], PolicyDocument } = Properties as {
      Roles?: readonly unknown[];
      PolicyDocument?: { readonly Statement: readonly Statement[] };
    };
    for (const role of Roles) lines.get(say(role))?.push(...(PolicyDocument?.Statement ?? []).flatMap(linesOf));
  }
  return lines;
}

/** The CDK puts statements together as it likes; apart again, they can be compared. */
function linesOf({ Effect, Action, Resource, Condition }: Statement): string[] {
  const bounds = Object.values(Condition ?? {}).flatMap(one => Object.values(one).flatMap(values => [values].flat()));
  const suffix = bounds.length === 0 ? '' : ` [${bounds.map(say).join(', ')}]`;
  const prefix = Effect === 'Allow' ? '' : `${Effect} `;
  return [Action].flat().flatMap(action => [Resource].flat().map(one => `${prefix}${action} → ${say(one)}${suffix}`));
}
