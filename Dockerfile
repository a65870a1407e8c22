# Geetkar with all that it needs. Torch comes in the build of the index that pip asks: PyPI's is for graphics cards, too.
#
#   docker build --tag geetkar .
#   docker run --rm --volume "$PWD/runs:/runs" geetkar --cores 2 --directory /runs/demo
FROM debian:bookworm-slim

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git python3 python3-venv rsync \
    && rm -rf /var/lib/apt/lists/*

ENV PATH=/opt/geetkar/bin:$PATH
COPY requirements.lock /opt/
# With what profiles/kubernetes needs besides the lock file.
RUN python3 -m venv /opt/geetkar \
    && pip install --no-cache-dir --requirement /opt/requirements.lock \
        snakemake-executor-plugin-kubernetes==0.5.1 snakemake-storage-plugin-fs==1.1.3

WORKDIR /geetkar
COPY . .

ENTRYPOINT ["snakemake"]
CMD ["--cores", "all"]
