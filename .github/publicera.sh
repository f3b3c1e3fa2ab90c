#!/usr/bin/env bash
# Writes what is about to be published in the ledger of main, before anything is put out.
#
# Main's newest data is held to main's newest ledger, what is new is added, what else has changed
# since the last such commit is noted beside it in andringar.csv, and both are pushed; when main
# has moved meanwhile, all is done again from where it is now. The commit that is then checked out
# is the one to build: no amount of it is missing in the ledger of main, however many merges come
# at once. Where a published amount was changed without a correction it fails, with nothing pushed.
# When what follows fails the ledger is ahead, never behind, and the next run adds nothing twice.
set -euo pipefail
tries=5
main=refs/heads/main # whole, since a tag could have the short name

write_ledger() { # a function, since the checkout may change this very file
  local try base
  git fetch --quiet origin "$main"
  for ((try = 1; try <= tries; try++)); do
    base=$(git rev-parse FETCH_HEAD)
    git checkout --quiet --detach "$base"
    make --no-print-directory check
    .venv/bin/tilldelat publicera
    .venv/bin/tilldelat schema # new ids among what the editors' tools suggest
    git add content/data content/schema # what is kept of amounts, addresses and days
    if git diff --cached --quiet; then return; fi
    git -c user.name="github-actions[bot]" \
      -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
      commit --quiet --message "Det som publiceras skrivs upp"
    if git push --quiet origin "HEAD:$main"; then return; fi
    git fetch --quiet origin "$main"
    if [[ $(git rev-parse FETCH_HEAD) == "$base" ]]; then
      echo "Kom inte åt att skriva i main, fast ingen har ändrat den: git säger ovan varför." >&2
      break
    fi
    echo "Kom inte åt att skriva i main (försök $try av $tries): den har ändrats." >&2
  done
  echo "Liggaren är inte skriven, så inget får läggas ut." >&2
  return 1
}

write_ledger
