# Every target does its own set-up; see Scripts/set-up for what it installs.

BUILD_FLAGS = --explicit-target-dependency-import-check error
# The program as it is released, tested and measured: one file that needs no Swift on the machine it runs on.
RELEASE_FLAGS = -c release --static-swift-stdlib --scratch-path .build/static
RELEASE = .build/static/release
export TELEPOOL_BINARY = $(CURDIR)/$(RELEASE)/telepool
PYTHON = .venv/conformance/bin/python
# A program of the client library alone, without what only the other programs need.
CLIENT_FLAGS = --disable-default-traits
# Each file of tests has servers of its own. They wait more than they work, so more run at once than there are processors.
WORKERS = $(shell expr 2 '*' `nproc`)
CONFORMANCE = $(PYTHON) -m pytest -q --numprocesses $(WORKERS) --dist loadfile Conformance
ARCHIVE = .build/telepool-linux-$(shell uname -m).tar.gz

.PHONY: run test check check-client lint format build-tests unit-test conformance test-postgres drill-ingest cluster \
    drill-failover operations man bench release program

## run: build the service and start it on 127.0.0.1:8080, data in ./telepool-data (more options: make run OPTIONS="…")
run: program
	$(RELEASE)/telepool serve $(OPTIONS)

## test: all tests, the vendors' SDKs against the released program included, on SQLite and on PostgreSQL
test: unit-test conformance test-postgres

## check: everything that has to hold before a change is taken in
check: lint check-client test

## check-client: the client library brings no ICU along
check-client:
	Scripts/set-up build
	swift build $(BUILD_FLAGS) $(CLIENT_FLAGS) --product telepool-client-probe
	Scripts/check-client .build/debug/telepool-client-probe

lint:
	Scripts/set-up build
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

build-tests:
	Scripts/set-up build
	swift build $(BUILD_FLAGS) --build-tests

unit-test: build-tests
	swift test $(BUILD_FLAGS) --skip-build

conformance: program
	Scripts/set-up conformance
	$(CONFORMANCE)

## test-postgres: the same tests on PostgreSQL, on a server of their own that is gone afterwards
test-postgres: build-tests program
	Scripts/set-up conformance postgres
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 Scripts/postgres run swift test $(BUILD_FLAGS) --skip-build
	Scripts/postgres run $(CONFORMANCE)

## drill-ingest: 2,000,000 rows of usage while the server is killed 50 times; each record has to count once
drill-ingest: program
	Scripts/set-up conformance
	$(PYTHON) Benchmarks/drill_ingest.py $(OPTIONS)

## cluster: PostgreSQL twice, with one taking the other's place, and three nodes, until it is interrupted
cluster: program
	Scripts/set-up conformance cluster
	$(PYTHON) Scripts/cluster $(OPTIONS)

## drill-failover: 10,000 creates of which half are not answered; 20 fail-overs of that cluster, and its nodes killed
drill-failover: program
	Scripts/set-up conformance cluster
	Scripts/postgres run $(PYTHON) Benchmarks/drill_nodes.py
	$(PYTHON) Benchmarks/drill_failover.py $(OPTIONS)

## operations: write Documentation/Operations.md anew, after an operation was added
operations: program
	$(RELEASE)/telepool operations > Documentation/Operations.md

## man: a manual page for each command, in .build/man (man -M .build/man telepool-number-pools-list)
man: program
	Scripts/manuals $(RELEASE)/telepool .build/man/man1

## bench: the figures of Documentation/Performance.md, measured on this machine
bench: program
	Scripts/set-up benchmark postgres
	swift build $(BUILD_FLAGS) $(RELEASE_FLAGS) --product telepool-benchmarks
	TELEPOOL_BENCHMARKS=$(CURDIR)/$(RELEASE)/telepool-benchmarks .venv/benchmark/bin/python Benchmarks/run.py $(OPTIONS)
	for part in large_pools ingest large_sim_pools postgres; do .venv/benchmark/bin/python Benchmarks/$$part.py || exit 1; done

## release: the program and its papers in one archive
release: program
	strip -o .build/telepool $(RELEASE)/telepool
	tar -czf $(ARCHIVE) -C .build telepool -C $(CURDIR) README.md README.zh-CN.md CHANGELOG.md
	@ls -l $(ARCHIVE)

program:
	Scripts/set-up build
	swift build $(BUILD_FLAGS) $(RELEASE_FLAGS) --product telepool
