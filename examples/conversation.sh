#!/usr/bin/env bash
# One conversation with curl: say it, read the proposal, say yes, wait for the end, fetch the table.
# Needs a running `npm start`, curl and node. Usage: examples/conversation.sh ["what you want"]
set -euo pipefail
RUN=${ERRAND_DATA:-.errand}/run.json
URL=$(node -p "JSON.parse(require('fs').readFileSync('$RUN')).url")
TOKEN=$(node -p "JSON.parse(require('fs').readFileSync('$RUN')).token")
TEXT=${1:-go to http://127.0.0.1:4311/ and list the name and price of all products as a table}

api() { curl -sS --fail-with-body -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' "$@"; }
pick() { node -p "const it = JSON.parse(require('fs').readFileSync(0)); $1"; }

SESSION=$(api "$URL/sessions" -d '{}' | pick 'it.session.sessionId')
SAID=$(api "$URL/sessions/$SESSION/messages" -d "$(TEXT="$TEXT" node -p 'JSON.stringify({ text: process.env.TEXT })')")
echo "$SAID" | pick 'it.proposal ? it.proposal.plan.map((step, n) => `${n + 1}. ${step}`).join("\n") : it.reply.text'

# The yes is the proposal's id and digest: exactly this, and nothing else, may now run.
CONSENT=$(echo "$SAID" | pick 'JSON.stringify({ proposalId: it.proposal.proposalId, digest: it.proposal.digest })')
TASK=$(api "$URL/sessions/$SESSION/tasks" -H "idempotency-key: $SESSION" -d "$CONSENT" | pick 'it.task.taskId')

AFTER=0
STATUS=running
until [ "$STATUS" = ended ]; do
  EVENTS=$(api "$URL/tasks/$TASK/events?after=$AFTER&wait=20")
  echo "$EVENTS" | pick 'it.events.filter(e => e.type === "action.started").map(e => `- ${e.data.description}`).join("\n")' | grep . || true
  # Nobody sits here to answer, and it would wait for a day: it is ended, and says so.
  ASKED=$(echo "$EVENTS" | pick 'it.events.filter(e => /^(question\.asked|approval\.asked|budget\.reached|secret\.needed)$/.test(e.type)).map(e => `${e.type}: ${e.data.question || e.data.approval?.description || e.data.limit || e.data.name}`).join("\n")')
  if [ -n "$ASKED" ]; then
    echo "It asks, and this example answers nothing: $ASKED"
    # It may have ended by itself meanwhile.
    api "$URL/tasks/$TASK/cancel" -d '{"reason":"The example answers nothing."}' > /dev/null || true
  fi
  AFTER=$(echo "$EVENTS" | pick "it.events.length ? it.events[it.events.length - 1].seq : $AFTER")
  STATUS=$(echo "$EVENTS" | pick 'it.events.some(e => e.type === "task.finished") ? "ended" : "running"')
done

api "$URL/tasks/$TASK" | pick 'it.task.result.summary'
CSV=$(api "$URL/tasks/$TASK/artifacts" | pick '(it.items.find(a => a.kind === "data-csv") || {}).artifactId || ""')
if [ -n "$CSV" ]; then curl -sS "$(api "$URL/artifacts/$CSV" | pick 'it.url')"; fi
