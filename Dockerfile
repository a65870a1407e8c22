# Geetkar and all its dependencies. The build of torch depends on pip's package index: that of PyPI also supports GPUs.
#
#   docker build --tag geetkar .
#   mkdir -p runs
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD/runs:/runs" geetkar --cores 2 --directory /runs/demo
FROM debian:bookworm-slim

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git python3 python3-venv rsync \
    && rm -rf /var/lib/apt/lists/*

ENV PATH=/opt/geetkar/bin:$PATH
COPY requirements.lock /opt/
# The two plugins are for profiles/kubernetes.
RUN python3 -m venv /opt/geetkar \
    && pip install --no-cache-dir --requirement /opt/requirements.lock \
        snakemake-executor-plugin-kubernetes==0.5.1 snakemake-storage-plugin-fs==1.1.3

# For --user: Snakemake needs a home to write to and a name, and the image has neither for other users than root.
ENV HOME=/tmp USER=geetkar

WORKDIR /geetkar
COPY . .

ENTRYPOINT ["snakemake"]
CMD ["--cores", "all"]
