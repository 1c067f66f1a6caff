# `make release` fills in what stands between @ signs, and puts the formula beside the tarball.
class Hearsay < Formula
  desc "Tells who says what in the news, and through whom it was heard"
  homepage "@HOMEPAGE@"
  url "@URL@"
  version "@VERSION@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "pkgconf" => :build
  depends_on "brotli"
  depends_on "curl"
  depends_on "graphviz"
  depends_on "jansson"
  depends_on "libmicrohttpd"
  depends_on "libpq"
  depends_on "libxml2"
  depends_on :linux # sockets, pipes and threads are asked for in Linux's ways
  depends_on "nettle"
  depends_on "onednn"
  depends_on "sqlite"
  depends_on "utf8proc"
  depends_on "zlib"
  depends_on "zstd"

  # Homebrew has no cld2; this package of it carries its sources whole
  resource "cld2" do
    url "https://files.pythonhosted.org/packages/89/81/d4d348e224ac0994234992c6d5fb3a78cc9b660337d5bd17c67fac1baf6a/pycld2-0.42.tar.gz"
    sha256 "5188084c97f99e896cf464057c64f6b0f91f68d111182dceb5bcfe487d7f4c0f"
  end

  def install
    cld2 = buildpath/"cld2-build"
    resource("cld2").stage do
      sources = File.read("setup.py").scan(/"(\w+\.cc)"/).flatten
      cd "cld2/internal" do
        system ENV.cxx, "-O2", "-fPIC", "-std=c++98", "-w", "-c", *sources
        system "ar", "rcs", "libcld2.a", *sources.map { |source| source.sub(/cc$/, "o") }
      end
      (cld2/"lib").install "cld2/internal/libcld2.a"
      (cld2/"include").install "cld2"
    end

    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DBUILD_TESTING=OFF", "-DHS_CLD2=#{cld2}/lib/libcld2.a",
           "-DCMAKE_CXX_FLAGS=-I#{cld2}/include", "-DCMAKE_INSTALL_RPATH=#{HOMEBREW_PREFIX}/lib", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"news.txt").write "The ferry was late, the harbour master said. Divers knew that the pier had cracked."
    assert_match "the pier had cracked", shell_output("#{bin}/hearsay read #{testpath}/news.txt")
  end
end
