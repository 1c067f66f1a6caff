# The thin front. `make` builds, `make demo` shows, `make test` tests; both install what is missing first.
.PHONY: all demo test deps install clean bench models release

PRESET ?= release
JOBS   ?= $(shell nproc)

all: deps
	@cmake --preset $(PRESET) >/dev/null
	@cmake --build --preset $(PRESET) -j $(JOBS)

deps:
	@sh cmake/install-dependencies.sh

# without the tests, whose build takes longer than all else
demo: deps
	@cmake --preset $(PRESET) >/dev/null
	@cmake --build --preset $(PRESET) -j $(JOBS) --target hearsay
	@sh examples/demo.sh

test:
	@sh tests/run.sh

bench: all
	@sh bench/run.sh

install: deps
	@cmake --preset install >/dev/null
	@cmake --build --preset install -j $(JOBS)
	cmake --install build-install $(if $(PREFIX),--prefix $(abspath $(PREFIX)))

release:
	@sh packaging/release.sh

clean:
	rm -rf build build-install build-asan build-tsan build-fuzz
