/** Chromium's command line, a reason beside each flag. Never the package's own list: that one switches off web security. */

export function launchFlags(proxyUrl: string): readonly string[] {
  return [
    '--no-sandbox', // Lambda and root have no user namespaces; what that means is in docs/security
    '--no-zygote', // the zygote needs the sandbox
    '--disable-dev-shm-usage', // /dev/shm is 64 MB in containers and absent on Lambda
    '--disable-gpu', // there is none; saves a process
    '--font-render-hinting=none', // the same pixels everywhere
    '--no-first-run',
    '--no-default-browser-check',
    '--no-pings', // no auditing pings
    '--disable-domain-reliability', // no reports to Google
    '--disable-component-update',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-extensions',
    '--mute-audio',
    '--disable-quic', // UDP would go round the proxy
    `--proxy-server=${proxyUrl}`,
    '--proxy-bypass-list=<-loopback>', // or Chromium goes round any proxy for localhost and link-local
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', // Chromium resolves nothing itself
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp', // STUN, as headless-shell reads it
    '--webrtc-ip-handling-policy=disable_non_proxied_udp', // STUN, as the new headless reads it
    '--disable-blink-features=AutomationControlled',
    '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AcceptCHFrame,PaintHolding',
  ];
}
