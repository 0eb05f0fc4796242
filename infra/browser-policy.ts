/** Puts the headers of lib/api/browser-headers.ts into the form that CloudFront wants. Decides none of them. */

import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, type ResponseHeadersPolicyProps } from 'aws-cdk-lib/aws-cloudfront';
import { apiHeaders, type ConsoleSources, consoleHeaders } from '../lib/api/browser-headers.ts';

const override = true;

/** CloudFront has fields of its own for some headers and refuses those as custom ones. */
export function browserPolicy(sources: ConsoleSources): ResponseHeadersPolicyProps {
  const {
    'content-security-policy': contentSecurityPolicy = '',
    'x-frame-options': frameOptions,
    'referrer-policy': referrerPolicy,
    'x-content-type-options': contentTypeOptions,
    ...custom
  } = consoleHeaders(sources);
  const [, maxAge] = /max-age=(\d+)/.exec(apiHeaders['strict-transport-security']) ?? [];
  if (frameOptions !== 'DENY' || referrerPolicy !== 'no-referrer' || contentTypeOptions !== 'nosniff')
    throw new Error('lib/api/browser-headers.ts says something that CloudFront is not told yet.');
  return {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
      contentTypeOptions: { override },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(Number(maxAge)),
        includeSubdomains: true,
        override,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override })),
    },
  };
}
